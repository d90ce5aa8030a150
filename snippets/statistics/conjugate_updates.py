"""Conjugate families: update the prior's numbers, then read off the predictive.

Source: Gelman et al. 2013, "Bayesian Data Analysis", 3rd ed., sections 2.4, 2.6, 3.3.
Each update costs O(n) once; the posterior has the form of the prior, so that today's
posterior is tomorrow's prior.
"""

import numpy as np
from scipy.special import betaln
from scipy.stats import betabinom, nbinom, t


# --8<-- [start:beta]
def beta_update(prior, successes, trials):
    """Return (a, b) of the Beta posterior from the prior's (a, b) and k of n."""
    _positive(*prior)
    if not 0 <= successes <= trials:
        raise ValueError(f"expected 0 <= k <= n, got k = {successes}, n = {trials}")
    a, b = prior
    return a + successes, b + trials - successes


def beta_predictive(state, trials):
    """Return the distribution of the number of successes in further trials."""
    return betabinom(trials, *state)


def beta_log_evidence(prior, successes, trials):
    """Return log p(one ordered sequence with k successes in n), the prior averaged."""
    return betaln(*beta_update(prior, successes, trials)) - betaln(*prior)


# --8<-- [end:beta]


# --8<-- [start:normal]
def normal_update(prior, values):
    """Return the normal-inverse-gamma posterior (m, k, a, b) of values (n,).

    The model: variance ~ InverseGamma(a, b), mean ~ Normal(m, variance / k).
    k counts pseudo-observations, 2a those of the variance; b has the squared unit.
    """
    m, k, a, b = prior
    _positive(k, a, b)
    values = np.asarray(values, dtype=float)
    n, center = len(values), values.mean()
    scatter = np.sum((values - center) ** 2)  # two passes: no cancellation
    between = k * n / (k + n) * (center - m) ** 2
    mean = (k * m + n * center) / (k + n)
    return mean, k + n, a + n / 2, b + (scatter + between) / 2


def normal_predictive(state):
    """Return the distribution of the next value: Student-t, not normal."""
    m, k, a, b = state
    return t(df=2 * a, loc=m, scale=np.sqrt(b / a * (1 + 1 / k)))


# --8<-- [end:normal]


# --8<-- [start:gamma]
def gamma_update(prior, counts, exposures):
    """Return (shape, rate) of the Gamma posterior of a Poisson rate per exposure."""
    _positive(*prior)
    return prior[0] + np.sum(counts), prior[1] + np.sum(exposures)


def gamma_predictive(state, exposure):
    """Return the distribution of the count in one further exposure."""
    shape, rate = state
    return nbinom(shape, rate / (rate + exposure))


# --8<-- [end:gamma]


def _positive(*numbers):
    if min(numbers) <= 0:
        raise ValueError(f"expected positive prior parameters, got {numbers}")
