import numpy as np
import pytest
from sklearn.linear_model import Ridge

from snippets.statistics.bayes_linear import posterior, predict

RNG = np.random.default_rng(0)
INPUTS = RNG.normal(size=(23, 5))
TARGETS = INPUTS @ [1.0, -2, 0, 3, 0.5] + RNG.normal(size=23)


def test_posterior_mean_is_ridge():
    mean, _ = posterior(INPUTS, TARGETS, noise=1.3, penalty=0.7)
    ridge = Ridge(alpha=0.7, fit_intercept=False).fit(INPUTS, TARGETS)
    np.testing.assert_allclose(mean, ridge.coef_)


def test_predictive_deviation_agrees_with_the_closed_form():
    penalty = np.array([0.3, 1, 2, 5, 0.01])
    mean, factor = posterior(INPUTS, TARGETS, 1.3, penalty)
    covariance = 1.3**2 * np.linalg.inv(INPUTS.T @ INPUTS + np.diag(penalty))
    points = RNG.normal(size=(7, 5))
    center, deviation = predict(points, mean, factor, 1.3)
    np.testing.assert_allclose(center, points @ mean)
    expected = 1.3**2 + np.einsum("md,de,me->m", points, covariance, points)
    np.testing.assert_allclose(deviation**2, expected)


def test_without_an_intercept_the_origin_is_the_surest_point():
    mean, factor = posterior(INPUTS + 4, TARGETS, 1.0, 1.0)
    _, origin = predict(np.zeros((1, 5)), mean, factor, 1.0)
    _, data = predict(INPUTS + 4, mean, factor, 1.0)
    assert origin[0] == 1.0
    assert np.all(data > 1.0)


def test_with_a_weakly_penalized_intercept_the_data_mean_is_the_surest_point():
    x = RNG.normal(3, 1, size=31)
    design = np.column_stack([np.ones(31), x])
    mean, factor = posterior(design, 2 * x + 1, 1.0, [1e-8, 1e-2])
    grid = np.linspace(-5, 11, 1601)
    _, deviation = predict(np.column_stack([np.ones(1601), grid]), mean, factor, 1.0)
    assert grid[deviation.argmin()] == pytest.approx(x.mean(), abs=0.01)


def test_rejects_a_penalty_of_zero():
    with pytest.raises(ValueError, match="expected positive noise and penalty"):
        posterior(INPUTS, TARGETS, 1.0, 0.0)
