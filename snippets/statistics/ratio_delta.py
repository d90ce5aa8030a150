"""Standard error of a ratio of means when users, not views, are randomized.

Source: Deng, Knoblich and Lu 2018, section 2.2. Shapes: one row per user, (n,).
Cost: O(n).
"""

import math

import numpy as np


# --8<-- [start:ratio]
def ratio_of_means(numerator, denominator):
    """Return (R, standard error) of sum(numerator) / sum(denominator) over n users.

    Var(R) = (s_N^2 - 2 R s_ND + R^2 s_D^2) / (n mean(D)^2), which is the variance of
    the mean of the residuals N - R D, divided by mean(D)^2.
    """
    numerator, denominator = (np.asarray(a, float) for a in (numerator, denominator))
    if numerator.shape != denominator.shape or numerator.ndim != 1:
        shapes = numerator.shape, denominator.shape
        raise ValueError(f"expected two equal shapes (n,), got {shapes}")
    n, total = len(numerator), denominator.sum()
    if n < 2 or total <= 0:
        raise ValueError(f"expected 2 users and a positive total, got {n} and {total}")
    ratio = numerator.sum() / total
    residual = numerator - ratio * denominator
    return ratio, residual.std(ddof=1) / math.sqrt(n) / denominator.mean()


# --8<-- [end:ratio]


def naive_error(clicks, views):
    """Return the binomial standard error that takes views as independent: wrong."""
    rate = np.sum(clicks) / np.sum(views)
    return math.sqrt(rate * (1 - rate) / np.sum(views))


def simulate_users(rng, n):
    """Return (clicks, views) of n users who differ in activity and in taste, (n,)."""
    views = 1 + rng.negative_binomial(1, 1 / 20, n)  # 20 views on average
    return rng.binomial(views, rng.beta(1, 9, n)), views  # 10 % of views clicked


if __name__ == "__main__":
    clicks, views = simulate_users(np.random.default_rng(0), 10_007)
    print(ratio_of_means(clicks, views), naive_error(clicks, views))
