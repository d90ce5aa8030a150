import numpy as np
import pytest
from scipy.optimize import fsolve
from snippets.deep_learning.fixed_point_gradient import fixed_point, implicit_gradient
from snippets.deep_learning.gradient_check import central_difference

RNG = np.random.default_rng(0)
W, X, V = 0.3 * RNG.normal(size=(5, 5)), RNG.normal(size=5), RNG.normal(size=5)


def test_agrees_with_scipy():
    z = fixed_point(W, X)
    np.testing.assert_allclose(
        z, fsolve(lambda z: np.tanh(W @ z + X) - z, np.zeros(5)), atol=1e-8
    )


def test_equals_central_differences_through_the_solver():
    grad_w, grad_x = implicit_gradient(W, fixed_point(W, X), V)
    numeric_w = central_difference(lambda w: V @ fixed_point(w, X), W, 6e-6)
    numeric_x = central_difference(lambda x: V @ fixed_point(W, x), X, 6e-6)
    np.testing.assert_allclose(grad_w, numeric_w, atol=1e-8)
    np.testing.assert_allclose(grad_x, numeric_x, atol=1e-8)


def test_without_feedback_it_is_the_gradient_of_one_layer():
    z = fixed_point(0 * W, X)
    _, grad_x = implicit_gradient(0 * W, z, V)
    np.testing.assert_allclose(grad_x, V * (1 - np.tanh(X) ** 2))


def test_rejects_a_map_without_convergence():
    swing = np.array([[0.0, -5.0], [5.0, 0.0]])
    with pytest.raises(ValueError, match="expected convergence"):
        fixed_point(swing, np.array([0.1, 0.2]))
