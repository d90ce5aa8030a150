import numpy as np
import pytest
from snippets.deep_learning.gradient_check import central_difference, relative_error
from snippets.deep_learning.layernorm_backward import (
    layer_norm,
    layer_norm_backward,
    softmax_cross_entropy,
)


def case(eps):
    rng = np.random.default_rng(0)
    x, grad = rng.normal(size=(2, 5, 11))
    gain, bias = rng.normal(size=(2, 11))
    _, saved = layer_norm(x, gain, bias, eps)
    return layer_norm_backward(grad, gain, saved)[0], saved[0]


def test_the_gradient_of_x_is_orthogonal_to_ones_and_to_x_hat():
    grad_x, x_hat = case(eps=0)
    np.testing.assert_allclose(grad_x.sum(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose((grad_x * x_hat).sum(axis=1), 0, atol=1e-12)


def test_with_eps_only_the_first_holds():
    grad_x, x_hat = case(eps=0.5)
    np.testing.assert_allclose(grad_x.sum(axis=1), 0, atol=1e-12)
    assert np.abs((grad_x * x_hat).sum(axis=1)).max() > 0.01


def test_cross_entropy_gradient_is_the_difference_quotient():
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(7, 5)), rng.integers(5, size=7)
    numeric = central_difference(
        lambda z: softmax_cross_entropy(z, labels)[0], logits, 6e-6
    )
    gradient = softmax_cross_entropy(logits, labels)[1]
    assert relative_error(gradient, numeric) < 1e-8
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-15)


def test_huge_logits_stay_finite():
    loss, grad = softmax_cross_entropy(np.array([[1e4, -1e4]]), np.array([1]))
    assert loss == 2e4
    np.testing.assert_array_equal(grad, [[1, -1]])


def test_rejects_a_gain_of_another_width():
    with pytest.raises(ValueError, match=r"expected \(rows, width\)"):
        layer_norm(np.ones((2, 3)), np.ones(5), np.ones(3))


def test_rejects_a_label_outside():
    with pytest.raises(ValueError, match=r"expected 2 labels in 0\.\.2"):
        softmax_cross_entropy(np.ones((2, 3)), np.array([0, 3]))
