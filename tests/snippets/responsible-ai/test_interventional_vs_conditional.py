import numpy as np
import pytest
from snippets.responsible_ai.exact_shapley import shapley
from snippets.responsible_ai.interventional_vs_conditional import linear_values

RHO = 0.8
BETA, X, MEAN = [1.5, 0.0], [1.0, 2.0], [0.0, 0.0]
COVARIANCE = [[1, RHO], [RHO, 1]]


def test_interventional_never_credits_an_unused_feature():
    phi = shapley(linear_values(BETA, X, MEAN, COVARIANCE, conditional=False), 2)
    np.testing.assert_allclose(phi, [1.5, 0], atol=1e-12)


def test_conditional_credits_it_by_the_predicted_amount():
    phi = shapley(linear_values(BETA, X, MEAN, COVARIANCE, conditional=True), 2)
    # v(1) = 1.5, v(2) = 1.5 rho 2, v(12) = 1.5
    expected = 0.5 * (1.5 * RHO * 2) + 0.5 * 0
    assert phi[1] == pytest.approx(expected)
    assert phi.sum() == pytest.approx(1.5)


def test_conditional_means_agree_with_simulation():
    rng = np.random.default_rng(0)
    rows = rng.multivariate_normal(MEAN, COVARIANCE, 400_009)
    near = abs(rows[:, 1] - 2) < 0.05
    values = linear_values(BETA, X, MEAN, COVARIANCE, conditional=True)
    simulated = 1.5 * rows[near, 0].mean()
    assert values[frozenset({1})] == pytest.approx(simulated, abs=0.05)


def test_without_correlation_both_agree():
    beta, x, mean = [1, -2, 3], [1, 1, 1], [0.5, 0, -1]
    games = [linear_values(beta, x, mean, np.eye(3), c) for c in (False, True)]
    np.testing.assert_allclose(*(shapley(game, 3) for game in games))


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="covariance, got 2, 2, 3"):
        linear_values([1, 2], [1, 2], [0, 0, 0], np.eye(2), True)
