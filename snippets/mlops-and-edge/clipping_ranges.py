"""Symmetric weight quantization with three ways to choose the range.

Source: Nagel et al. 2021, section 3.1, https://arxiv.org/abs/2106.08295.
"""

import numpy as np


# --8<-- [start:ranges]
def clip_range(weights, bits, method):
    """Return the largest magnitude to represent, one a row: (R, N) to (R, 1).

    minmax: the largest entry; percentile: the 99.5th of the magnitudes; mse: the one of
    80 candidates with the least squared error. Costs O(R N), for mse 80 times as much.
    """
    magnitudes = np.abs(weights)
    largest = magnitudes.max(axis=1, keepdims=True)
    if method == "minmax":
        return largest
    if method == "percentile":
        return np.percentile(magnitudes, 99.5, axis=1, keepdims=True)
    if method != "mse":
        raise ValueError(f"expected minmax, percentile or mse, got {method!r}")
    candidates = [share * largest for share in np.linspace(1, 0.2, 80)]
    rounded = [fake(weights, candidate, bits) for candidate in candidates]
    errors = [((weights - near) ** 2).sum(axis=1) for near in rounded]
    best = np.argmin(errors, axis=0)
    return np.stack(candidates)[best, np.arange(len(weights))]


def fake(weights, largest, bits):
    """Return the weights rounded to 2^bits - 1 levels, symmetric about zero."""
    top = 2 ** (bits - 1) - 1
    step = np.where(largest > 0, largest, 1.0) / top
    return np.rint(weights / step).clip(-top, top) * step


# --8<-- [end:ranges]


def output_error(weights, inputs, bits, method, per_channel):
    """Return the output's noise over its signal, averaged over outputs, in dB.

    weights (O, I), inputs (N, I). Each output counts alike, large or small.
    """
    flat = weights if per_channel else weights.reshape(1, -1)
    rounded = fake(flat, clip_range(flat, bits, method), bits).reshape(weights.shape)
    exact, noise = inputs @ weights.T, inputs @ (rounded - weights).T
    return 10 * np.log10(((noise**2).sum(axis=0) / (exact**2).sum(axis=0)).mean())


def example(rng, outliers=0, outputs=64, inputs=256, rows=128):
    """Return weights with `outliers` rows ten times as large, and Gaussian inputs.

    Weights are Student-t with 6 degrees of freedom, the tails of trained layers.
    """
    weights = rng.standard_t(6, size=(outputs, inputs))
    weights[:outliers] *= 10
    return weights, rng.normal(size=(rows, inputs))
