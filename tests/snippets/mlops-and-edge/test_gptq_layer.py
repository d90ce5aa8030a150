import numpy as np
import pytest
from snippets.mlops_and_edge.gptq_layer import (
    correlated_inputs,
    gptq,
    nearest,
    output_error,
)


def layer(bits, rows=97, width=19, outputs=11):
    rng = np.random.default_rng(4)
    weights = rng.normal(size=(outputs, width))
    scales = np.abs(weights).max(axis=1) / (2 ** (bits - 1) - 1)
    return weights, correlated_inputs(rng, rows, width), scales


def by_least_squares(weights, inputs, scales, bits, damping):
    """Round each column, then refit the columns that are left, from scratch."""
    hessian = inputs.T @ inputs
    hessian += damping * np.mean(np.diag(hessian)) * np.eye(len(hessian))
    left = weights.copy()
    for j in range(weights.shape[1]):
        moved = nearest(left[:, j], scales, bits) - left[:, j]
        rest = slice(j + 1, None)
        answer = np.linalg.solve(hessian[rest, rest], hessian[rest, j : j + 1])
        left[:, j] += moved
        left[:, rest] -= moved[:, None] * answer.T
    return left


@pytest.mark.parametrize("bits", [2, 4])
def test_each_error_is_paid_for_by_least_squares(bits):
    weights, inputs, scales = layer(bits)
    np.testing.assert_allclose(
        gptq(weights, inputs, scales, bits, 0.03),
        by_least_squares(weights, inputs, scales, bits, 0.03),
        atol=1e-9,
    )


@pytest.mark.parametrize("bits", [2, 3, 4, 8])
def test_lower_output_error_on_correlated_inputs(bits):
    weights, inputs, scales = layer(bits)
    plain = output_error(weights, nearest(weights, scales, bits), inputs)
    ours = output_error(weights, gptq(weights, inputs, scales, bits), inputs)
    assert ours < 0.6 * plain


def test_equal_to_nearest_when_the_hessian_is_diagonal():
    weights, _, scales = layer(3, width=13)
    inputs = np.diag(np.arange(1.0, 14))
    np.testing.assert_array_equal(
        gptq(weights, inputs, scales, 3), nearest(weights, scales, 3)
    )


def test_results_lie_on_the_grid():
    weights, inputs, scales = layer(3)
    steps = gptq(weights, inputs, scales, 3) / scales[:, None]
    np.testing.assert_allclose(steps, np.rint(steps), atol=1e-9)
    assert np.abs(steps).max() <= 3 + 1e-9


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"inner sizes, got \(2, 3\) and \(5, 4\)"):
        gptq(np.ones((2, 3)), np.ones((5, 4)), np.ones(2), 4)
