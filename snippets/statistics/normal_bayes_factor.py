"""Bayes factor of a point null against a normal prior, for a normal mean.

Source: Lindley 1957, "A statistical paradox"; both marginal likelihoods are normal:
the sample mean is N(0, s^2/n) under the null and N(0, s^2/n + t^2) under the rival.
"""

import numpy as np


# --8<-- [start:factor]
def null_bayes_factor(z, n, width):
    """Return p(data | mean = 0) / p(data | mean ~ N(0, (width * s)^2)).

    z: sample mean in standard errors; n: sample size;
    width: the prior's standard deviation in units of the noise s. Broadcasts.
    """
    z, n, width = (np.asarray(x, dtype=float) for x in (z, n, width))
    if np.any(n <= 0) or np.any(width < 0):
        raise ValueError(f"expected n > 0 and width >= 0, got {n} and {width}")
    ratio = n * width**2  # prior variance over sampling variance of the mean
    return np.exp(0.5 * np.log1p(ratio) - 0.5 * z**2 * ratio / (1 + ratio))


# --8<-- [end:factor]


if __name__ == "__main__":
    print(null_bayes_factor(2.576, np.array([100, 10_000, 1_000_000]), 1.0))
