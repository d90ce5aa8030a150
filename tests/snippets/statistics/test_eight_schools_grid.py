import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import multivariate_normal, norm

from snippets.statistics.eight_schools_grid import (
    EFFECTS,
    ERRORS,
    given_tau,
    mixture_quantile,
    tau_weights,
)

GRID = np.linspace(0, 400, 8001)


def joint_posterior(tau):
    """Solve the joint normal of (theta_1..theta_J, mu) from its precision matrix."""
    groups = len(EFFECTS)
    precision = np.zeros((groups + 1, groups + 1))
    precision[:groups, :groups] = np.diag(1 / ERRORS**2 + 1 / tau**2)
    precision[:groups, groups] = precision[groups, :groups] = -1 / tau**2
    precision[groups, groups] = groups / tau**2
    covariance = np.linalg.inv(precision)
    return covariance @ np.append(EFFECTS / ERRORS**2, 0), np.diag(covariance)


@pytest.mark.parametrize("tau", [0.7, 5.0, 31.0])
def test_conditionals_agree_with_the_joint_normal(tau):
    _, mu, means, deviations = given_tau(EFFECTS, ERRORS, np.array([tau]))
    center, variance = joint_posterior(tau)
    np.testing.assert_allclose(np.append(means[0], mu), center)
    np.testing.assert_allclose(deviations[0] ** 2, variance[:-1])


def test_density_of_tau_agrees_with_the_likelihood_under_a_wide_mu():
    def log_likelihood(tau):
        covariance = np.diag(ERRORS**2 + tau**2) + 1e10
        return multivariate_normal(np.zeros(8), covariance).logpdf(EFFECTS)

    log_density, *_ = given_tau(EFFECTS, ERRORS, np.array([3.0, 17.0]))
    expected = log_likelihood(3.0) - log_likelihood(17.0)
    assert log_density[0] - log_density[1] == pytest.approx(expected, abs=1e-4)


def test_the_grid_agrees_with_quadrature():
    log_density, _, means, _ = given_tau(EFFECTS, ERRORS, GRID)
    top = log_density.max()

    def weighed(tau, power):
        density, _, center, _ = given_tau(EFFECTS, ERRORS, np.array([tau]))
        return np.exp(density[0] - top) * center[0, 0] ** power

    expected = quad(weighed, 0, 400, (1,))[0] / quad(weighed, 0, 400, (0,))[0]
    computed = tau_weights(log_density, GRID) @ means[:, 0]
    assert computed == pytest.approx(expected, abs=1e-4)


def test_conditional_means_lie_between_group_and_population():
    _, mu, means, _ = given_tau(EFFECTS, ERRORS, GRID)
    low = np.minimum(EFFECTS, mu[:, None]) - 1e-9
    high = np.maximum(EFFECTS, mu[:, None]) + 1e-9
    assert np.all((low <= means) & (means <= high))


def test_shrinkage_grows_with_the_standard_error():
    _, mu, means, _ = given_tau(EFFECTS, ERRORS, np.array([5.0]))
    fraction = (means[0] - EFFECTS) / (mu[0] - EFFECTS)
    order = np.argsort(ERRORS, kind="stable")
    assert np.all(np.diff(fraction[order]) > -1e-12)


def test_extremes_are_complete_and_no_pooling():
    tau = np.array([0.0, 1e6])
    _, _, means, deviations = given_tau(EFFECTS, ERRORS, tau)
    pooled = np.sum(EFFECTS / ERRORS**2) / np.sum(1 / ERRORS**2)
    np.testing.assert_allclose(means[0], pooled)
    np.testing.assert_allclose(deviations[0], np.sum(1 / ERRORS**2) ** -0.5)
    np.testing.assert_allclose(means[1], EFFECTS, atol=1e-6)
    np.testing.assert_allclose(deviations[1], ERRORS, rtol=1e-6)


def test_quantiles_of_one_normal_and_of_a_symmetric_mixture():
    one = mixture_quantile(np.ones(1), np.array([3.0]), np.array([2.0]), 0.9)
    assert one == pytest.approx(norm(3, 2).ppf(0.9))
    half = np.array([0.5, 0.5])
    middle = mixture_quantile(half, np.array([-5.0, 5]), np.ones(2), 0.5)
    assert middle == pytest.approx(0, abs=1e-6)


def test_weights_follow_an_uneven_grid():
    grid = np.array([0.0, 1, 3, 7])
    np.testing.assert_allclose(
        tau_weights(np.zeros(4), grid), np.array([1, 3, 6, 4]) / 14
    )


def test_rejects_nonpositive_errors():
    with pytest.raises(ValueError, match="expected one positive error an effect"):
        given_tau(EFFECTS, ERRORS - 9, GRID)
