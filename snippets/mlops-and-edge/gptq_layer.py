"""GPTQ: round a layer's weights column by column and pay for each error at once.

Source: Frantar et al. 2023, algorithm 1 without the blocking,
https://arxiv.org/abs/2210.17323. Objective: ‖X Wᵀ - X Ŵᵀ‖², Hessian 2 XᵀX for each row.
"""

import numpy as np


def nearest(values, scales, bits):
    """Return values (O, ...) rounded on symmetric grids of step scales (O,)."""
    top = 2 ** (bits - 1) - 1
    steps = scales.reshape(-1, *[1] * (values.ndim - 1))
    return np.rint(values / steps).clip(-top, top) * steps


# --8<-- [start:gptq]
def gptq(weights, inputs, scales, bits, damping=0.01):
    """Return rounded weights (O, I) that keep inputs @ weights.T close.

    weights (O, I), inputs (N, I), scales (O,). A share `damping` of the mean diagonal
    makes the Hessian invertible. Costs O(I³ + O I²); all rows share one Hessian.
    """
    if weights.shape[1] != inputs.shape[1]:
        raise ValueError(
            f"expected equal inner sizes, got {weights.shape} and {inputs.shape}"
        )
    hessian = 2 * inputs.T @ inputs
    hessian += damping * np.mean(np.diag(hessian)) * np.eye(len(hessian))
    upper = np.linalg.cholesky(np.linalg.inv(hessian)).T  # inverse = upperᵀ upper
    left, rounded = weights.copy(), np.empty_like(weights)
    for j in range(weights.shape[1]):
        rounded[:, j] = nearest(left[:, j], scales, bits)
        error = (left[:, j] - rounded[:, j]) / upper[j, j]
        left[:, j + 1 :] -= np.outer(error, upper[j, j + 1 :])
    return rounded


# --8<-- [end:gptq]


def correlated_inputs(rng, rows, width, shared=4):
    """Return inputs (rows, width) that mix a few common factors and own noise."""
    factors = rng.normal(size=(rows, shared)) @ rng.normal(size=(shared, width))
    return factors + 0.5 * rng.normal(size=(rows, width))


def output_error(weights, rounded, inputs):
    """Return ‖X (W - Ŵ)ᵀ‖ / ‖X Wᵀ‖."""
    noise = inputs @ (weights - rounded).T
    return np.linalg.norm(noise) / np.linalg.norm(inputs @ weights.T)
