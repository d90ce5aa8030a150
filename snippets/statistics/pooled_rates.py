"""Thousands of rates at once: beta-binomial pooling, the population put on a grid.

k_j ~ Binomial(n_j, p_j), p_j ~ Beta(m * size, (1 - m) * size). The likelihood depends
on groups only through (k, n), so that equal pairs are counted and computed once.

Source: Gelman et al. 2013, "Bayesian Data Analysis", 3rd ed., section 5.3.
"""

import numpy as np
from scipy.special import betainc, betaln


# --8<-- [start:population]
def population_posterior(successes, trials, counts, means, sizes):
    """Return the probability of each pair of a population mean and a prior size.

    successes, trials, counts: (P,) distinct pairs and how many groups have each
    means: (M,), sizes: (S,) grid points, each equally likely a priori -> (M, S)
    Cost O(P M S) time and memory O(M S).
    """
    if np.any(np.asarray(successes) > trials):
        raise ValueError("expected no group with more successes than trials, got one")
    a = np.multiply.outer(means, sizes)
    b = np.multiply.outer(1 - np.asarray(means), sizes)
    log_density = np.zeros_like(a)
    for k, n, count in zip(successes, trials, counts, strict=True):
        log_density += count * (betaln(a + k, b + n - k) - betaln(a, b))
    weights = np.exp(log_density - log_density.max())
    return weights / weights.sum()


# --8<-- [end:population]


# --8<-- [start:interval]
def rate_quantiles(successes, trials, means, sizes, weights, levels):
    """Return quantiles (P, L) of each rate, averaged over the population's grid."""
    m, s = np.nonzero(weights > 1e-8 * np.max(weights))
    a, b = means[m] * sizes[s], (1 - means[m]) * sizes[s]
    mix = weights[m, s] / weights[m, s].sum()
    k, n = np.asarray(successes), np.asarray(trials)
    a, b = a + k[:, None, None], b + (n - k)[:, None, None]  # (P, 1, G)
    low = np.zeros((len(k), len(levels)))
    high = np.ones_like(low)
    for _ in range(40):  # bisection on the mixture's cdf
        middle = (low + high) / 2
        below = betainc(a, b, middle[:, :, None]) @ mix < np.asarray(levels)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2


# --8<-- [end:interval]
