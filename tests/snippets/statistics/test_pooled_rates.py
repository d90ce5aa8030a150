import numpy as np
import pytest
from scipy.stats import beta, betabinom

from snippets.statistics.pooled_rates import population_posterior, rate_quantiles

MEANS, SIZES = np.linspace(0.05, 0.5, 7), np.geomspace(2, 200, 5)
WINS, TRIALS = np.array([0, 3, 1]), np.array([2, 13, 11])
COUNTS = np.array([5, 2, 3])


def test_agrees_with_the_beta_binomial_likelihood_of_every_group():
    expected = np.empty((7, 5))
    for row, mean in enumerate(MEANS):
        for column, size in enumerate(SIZES):
            prior = betabinom(TRIALS, mean * size, (1 - mean) * size)
            expected[row, column] = COUNTS @ prior.logpmf(WINS)
    expected = np.exp(expected - expected.max())
    weights = population_posterior(WINS, TRIALS, COUNTS, MEANS, SIZES)
    np.testing.assert_allclose(weights, expected / expected.sum())


def test_many_groups_recover_the_population():
    rng = np.random.default_rng(0)
    trials = rng.integers(1, 30, size=3001)
    wins = rng.binomial(trials, rng.beta(4, 16, size=3001))
    means, sizes = np.linspace(0.1, 0.3, 41), np.geomspace(5, 80, 29)
    one = np.ones(3001)
    weights = population_posterior(wins, trials, one, means, sizes)
    assert weights.sum(axis=1) @ means == pytest.approx(0.2, abs=0.01)
    assert weights.sum(axis=0) @ sizes == pytest.approx(20, rel=0.25)


def test_one_grid_point_gives_the_quantiles_of_its_beta():
    weights = np.zeros((7, 5))
    weights[2, 3] = 1
    a, b = MEANS[2] * SIZES[3], (1 - MEANS[2]) * SIZES[3]
    found = rate_quantiles(WINS, TRIALS, MEANS, SIZES, weights, [0.025, 0.9])
    levels = np.array([0.025, 0.9])
    expected = beta(a + WINS[:, None], b + (TRIALS - WINS)[:, None]).ppf(levels)
    np.testing.assert_allclose(found, expected, atol=1e-10)


def test_quantiles_of_a_mixture_bring_back_the_level():
    weights = population_posterior(WINS, TRIALS, COUNTS, MEANS, SIZES)
    found = rate_quantiles([1], [11], MEANS, SIZES, weights, [0.3])[0, 0]
    a, b = np.outer(MEANS, SIZES), np.outer(1 - MEANS, SIZES)
    assert np.sum(weights * beta.cdf(found, a + 1, b + 10)) == pytest.approx(0.3)


def test_rejects_more_successes_than_trials():
    with pytest.raises(ValueError, match="no group with more successes than trials"):
        population_posterior(np.array([3]), np.array([2]), np.ones(1), MEANS, SIZES)
