"""The mixture sequential probability ratio test: p-values valid at every look.

Source: Johari, Koomen, Pekelis and Walsh 2022, section 4 (normal mixture).
variance: squared standard error of the estimated effect at each look; tau2: variance
of the normal mixture over effects, fixed before the experiment. Cost: O(looks).
"""

import numpy as np


# --8<-- [start:msprt]
def log_mixture_ratio(effect, variance, tau2):
    """Return the log of the average likelihood ratio over effects N(0, tau2)."""
    effect, variance = np.asarray(effect, float), np.asarray(variance, float)
    if not (tau2 > 0 and (variance > 0).all()):
        raise ValueError(f"expected positive variances, got {tau2} and {variance}")
    total = variance + tau2
    return 0.5 * (np.log(variance / total) + effect**2 * tau2 / (variance * total))


def always_valid_p(effect, variance, tau2):
    """Return the p-value at each look along the last axis; it never rises again."""
    ratio = log_mixture_ratio(effect, variance, tau2)
    return np.minimum.accumulate(np.exp(-np.maximum(ratio, 0)), axis=-1)


def boundary(variance, tau2, alpha=0.05):
    """Return the |z| at which the ratio reaches 1/alpha, at each look.

    Times sqrt(variance) it is the half-width of a confidence sequence.
    """
    if not (tau2 > 0 and 0 < alpha < 1):
        raise ValueError(f"expected tau2 > 0 and alpha in (0, 1), got {tau2}, {alpha}")
    growth = tau2 / np.asarray(variance, dtype=float)
    return np.sqrt((1 + 1 / growth) * (np.log1p(growth) - 2 * np.log(alpha)))


# --8<-- [end:msprt]

if __name__ == "__main__":
    print(boundary([1.0, 0.1, 0.01], tau2=0.1))
