"""Backward pass of a deep chain of layers that keeps only some activations.

Layers are h -> tanh(h W). Each segment keeps its input; its activations are computed
again when the backward pass arrives. The last segment keeps everything, since its
backward pass comes next. Source: Chen et al. 2016, section 4, arXiv:1604.06174.
"""

import numpy as np


# --8<-- [start:chain]
def chain_gradients(weights, x, segments):
    """Return (gradients of the sum of outputs, peak activations, layers evaluated).

    weights: list of (width, width); x (rows, width); segments divides the depth.
    The peak counts kept arrays (rows, width), the network's input x included.
    """
    depth = len(weights)
    if segments < 1 or depth % segments:
        raise ValueError(f"expected a divisor of {depth} segments, got {segments}")
    size = depth // segments
    checkpoints, evaluated = [x], 0
    for start in range(0, depth - size, size):  # all segments but the last
        checkpoints.append(_run(checkpoints[-1], weights[start : start + size])[-1])
        evaluated += size
    gradients, peak, grad = [None] * depth, 0, None
    for start in reversed(range(0, depth, size)):
        inside = _run(checkpoints[-1], weights[start : start + size])
        evaluated += size
        peak = max(peak, len(checkpoints) + len(inside) - 1)  # inside[0] is shared
        grad = np.ones_like(x) if grad is None else grad
        for i in reversed(range(size)):
            grad = grad * (1 - inside[i + 1] ** 2)
            gradients[start + i] = inside[i].T @ grad
            grad = grad @ weights[start + i].T
        checkpoints.pop()
    return gradients, peak, evaluated


# --8<-- [end:chain]


def _run(h, weights):
    outputs = [h]
    for w in weights:
        outputs.append(np.tanh(outputs[-1] @ w))
    return outputs
