import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta, binom, gamma, multivariate_t, poisson

from snippets.statistics.conjugate_updates import (
    beta_log_evidence,
    beta_predictive,
    beta_update,
    gamma_predictive,
    gamma_update,
    normal_predictive,
    normal_update,
)

VALUES = np.random.default_rng(0).normal(5, 3, size=13)
PRIOR = (2.0, 0.7, 3.0, 11.0)


def test_beta_predictive_averages_the_binomial_over_the_posterior():
    state = beta_update((2, 3), 5, 7)
    assert state == (7, 5)
    for wins in (0, 4, 11):

        def integrand(p, wins=wins):
            return binom.pmf(wins, 11, p) * beta.pdf(p, *state)

        expected, _ = quad(integrand, 0, 1)
        assert beta_predictive(state, 11).pmf(wins) == pytest.approx(expected)


def test_normal_predictive_is_a_ratio_of_marginal_likelihoods():
    def log_evidence(values):
        m, k, a, b = PRIOR
        n = len(values)
        shape = b / a * (np.eye(n) + np.ones((n, n)) / k)
        return multivariate_t(np.full(n, m), shape, df=2 * a).logpdf(values)

    predictive = normal_predictive(normal_update(PRIOR, VALUES))
    for value in (-4.0, 5.0, 17.0):
        expected = log_evidence(np.append(VALUES, value)) - log_evidence(VALUES)
        assert predictive.logpdf(value) == pytest.approx(expected)


def test_gamma_predictive_averages_the_poisson_over_the_posterior():
    state = gamma_update((2, 3), [5, 0, 7], [1.0, 2.0, 2.5])
    shape, rate = state
    assert state == (14, 8.5)
    for count in (0, 3, 11):

        def integrand(lam, count=count):
            return poisson.pmf(count, 1.7 * lam) * gamma.pdf(lam, shape, scale=1 / rate)

        expected, _ = quad(integrand, 0, 10)
        assert gamma_predictive(state, 1.7).pmf(count) == pytest.approx(expected)


def test_predictives_sum_to_one():
    assert beta_predictive((0.5, 7), 23).pmf(np.arange(24)).sum() == pytest.approx(1)
    assert gamma_predictive((3, 2), 5).pmf(np.arange(500)).sum() == pytest.approx(1)
    predictive = normal_predictive(PRIOR)
    total, _ = quad(predictive.pdf, -np.inf, np.inf)
    assert total == pytest.approx(1)


def test_sequential_and_batch_updates_agree():
    assert beta_update(beta_update((2, 3), 5, 7), 1, 11) == beta_update((2, 3), 6, 18)
    twice = normal_update(normal_update(PRIOR, VALUES[:5]), VALUES[5:])
    np.testing.assert_allclose(twice, normal_update(PRIOR, VALUES))
    once = gamma_update((2, 3), [5, 7], [1, 2])
    assert gamma_update(gamma_update((2, 3), 5, 1), 7, 2) == once


def test_evidence_factorizes_into_one_step_predictives():
    total, state = 0.0, (2, 5)
    for outcome in (1, 0, 0, 1, 1, 0, 1):
        total += beta_predictive(state, 1).logpmf(outcome)
        state = beta_update(state, outcome, 1)
    assert beta_log_evidence((2, 5), 4, 7) == pytest.approx(total)


def test_a_distant_offset_costs_no_precision():
    shifted = normal_update((2.0 + 1e8, *PRIOR[1:]), VALUES + 1e8)
    assert shifted[3] == pytest.approx(normal_update(PRIOR, VALUES)[3], rel=1e-6)


def test_rejects_bad_input():
    with pytest.raises(ValueError, match=r"expected positive prior parameters, got"):
        beta_update((0, 1), 1, 2)
    with pytest.raises(ValueError, match="expected 0 <= k <= n, got k = 3, n = 2"):
        beta_update((1, 1), 3, 2)
    with pytest.raises(ValueError, match="expected positive"):
        normal_update((0, 0, 1, 1), [1.0])
