"""Pool the analyses of several imputed data sets, and why one does not suffice.

Source: Rubin (1987), section 3.1, for the total variance; van Buuren (2018), section
2.3.
"""

import numpy as np


# --8<-- [start:pool]
def pool(estimates, variances):
    """Return (estimate, total variance, between variance) over m imputations.

    T = mean of the variances within + (1 + 1/m) times the variance between.
    """
    estimates, variances = np.asarray(estimates, float), np.asarray(variances, float)
    if estimates.shape != variances.shape or estimates.size < 2:
        got = f"{estimates.shape} and {variances.shape}"
        raise ValueError(f"expected at least two of both, got {got}")
    between = estimates.var(ddof=1)
    total = variances.mean() + (1 + 1 / estimates.size) * between
    return estimates.mean(), total, between


# --8<-- [end:pool]


# --8<-- [start:impute]
def imputed_means(values, imputations, rng):
    """Return the mean and its variance (m,) in each of m imputed copies.

    values: (n,) with nan, missing completely at random, roughly normal. Mean and
    variance are drawn from their posterior first, so that copies differ by what is not
    known, and then each missing value from the normal distribution they give.
    """
    values = np.asarray(values, float)
    missing = np.isnan(values)
    known, gaps = values[~missing], missing.sum()
    n = len(known)
    means, variances = [], []
    for _ in range(imputations):
        spread = known.var(ddof=1) * (n - 1) / rng.chisquare(n - 1)
        center = rng.normal(known.mean(), np.sqrt(spread / n))
        filled = np.append(known, rng.normal(center, np.sqrt(spread), gaps))
        means.append(filled.mean())
        variances.append(filled.var(ddof=1) / len(filled))
    return np.array(means), np.array(variances)


# --8<-- [end:impute]
