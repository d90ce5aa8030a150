import numpy as np
import pytest
import shap
from snippets.responsible_ai.exact_shapley import coalition_values, shapley

RNG = np.random.default_rng(0)
BACKGROUND, X = RNG.normal(size=(13, 5)), RNG.normal(size=5)


def wild(rows):
    return np.sin(rows[:, 0] * rows[:, 1]) + np.exp(rows[:, 2] / 3) * rows[:, 3]


def test_agrees_with_the_shap_library():
    found = shapley(coalition_values(wild, X, BACKGROUND), 5)
    explainer = shap.explainers.Exact(wild, BACKGROUND)
    np.testing.assert_allclose(found, explainer(X[None]).values[0], atol=1e-10)


def test_efficiency_dummy_and_symmetry():
    values = coalition_values(wild, X, BACKGROUND)
    phi = shapley(values, 5)
    assert phi.sum() == pytest.approx(wild(X[None])[0] - wild(BACKGROUND).mean())
    assert abs(phi[4]) < 1e-12
    same = coalition_values(lambda r: r[:, 0] * r[:, 1], [1, 1], [[0, 0]])
    assert shapley(same, 2).tolist() == [0.5, 0.5]


def test_two_fair_coins():
    coins = [[0, 0], [0, 1], [1, 0], [1, 1]]
    values = coalition_values(lambda r: r[:, 0] * r[:, 1], [1, 1], coins)
    assert sorted(values.values()) == [0.25, 0.5, 0.5, 1]
    np.testing.assert_allclose(shapley(values, 2), 0.375)


def test_linear_models_have_a_closed_form():
    beta = np.array([2.0, -1.0, 0.0, 3.0, 0.5])
    phi = shapley(coalition_values(lambda r: r @ beta, X, BACKGROUND), 5)
    np.testing.assert_allclose(phi, beta * (X - BACKGROUND.mean(axis=0)), atol=1e-12)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"got \(3,\) and \(2, 4\)"):
        coalition_values(wild, [1, 2, 3], np.zeros((2, 4)))
