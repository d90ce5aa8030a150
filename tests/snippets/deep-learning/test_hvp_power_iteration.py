import numpy as np
import pytest
from snippets.deep_learning.hvp_power_iteration import (
    gradient,
    hessian_vector,
    top_eigenvalue,
)


def case():
    rng = np.random.default_rng(0)
    w1, v1 = rng.normal(size=(2, 5, 7))
    w2, v2 = rng.normal(size=(2, 7, 3))
    x, y = rng.normal(size=(13, 5)), np.eye(3)[rng.integers(3, size=13)]
    return w1, w2, v1, v2, x, y


def test_equals_the_difference_of_gradients():
    w1, w2, v1, v2, x, y = case()
    step = 1e-5
    up = gradient(w1 + step * v1, w2 + step * v2, x, y)
    down = gradient(w1 - step * v1, w2 - step * v2, x, y)
    for ours, a, b in zip(hessian_vector(w1, w2, v1, v2, x, y), up, down, strict=True):
        np.testing.assert_allclose(ours, (a - b) / (2 * step), atol=1e-8)


def test_is_linear_and_symmetric():
    w1, w2, v1, v2, x, y = case()
    u1, u2 = np.random.default_rng(5).normal(size=w1.shape), np.cos(w2)
    hv = hessian_vector(w1, w2, v1, v2, x, y)
    hu = hessian_vector(w1, w2, u1, u2, x, y)
    left = (u1 * hv[0]).sum() + (u2 * hv[1]).sum()
    right = (v1 * hu[0]).sum() + (v2 * hu[1]).sum()
    assert left == pytest.approx(right, rel=1e-12)


def test_finds_the_largest_magnitude_with_its_sign():
    matrix = np.diag([2.0, -5.0, 3.0, 1.0, 0.0])
    value, vector = top_eigenvalue(lambda v: matrix @ v, 5, np.random.default_rng(0))
    assert value == pytest.approx(-5)
    assert abs(vector[1]) == pytest.approx(1)


def test_rejects_opposite_eigenvalues_that_never_converge():
    matrix = np.diag([5.0, -5.0])
    with pytest.raises(ValueError, match="expected convergence in 100 steps"):
        top_eigenvalue(lambda v: matrix @ v, 2, np.random.default_rng(0), steps=100)


def test_rejects_a_direction_of_another_shape():
    w1, w2, v1, _, x, y = case()
    with pytest.raises(ValueError, match="expected directions"):
        hessian_vector(w1, w2, v1, w2.T, x, y)
