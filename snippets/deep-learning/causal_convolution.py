"""A stack of causal dilated convolutions, for whole sequences and frame by frame.

Source: van den Oord et al. (2016), section 2.1. Output t sees inputs up to t only. A
layer with kernel k and dilation D looks at t, t - D, ..., t - (k - 1)D.
Shapes: x (T, d); weights: one (k, d_in, d_out) per layer, tap 0 is the newest frame.
Cost: O(T · k · d_in · d_out) a layer; streaming keeps (k - 1) · D frames a layer.
"""

from collections import deque

import numpy as np


# --8<-- [start:field]
def receptive_field(kernel, dilations):
    """Return how many inputs one output sees."""
    if kernel < 1 or min(dilations, default=1) < 1:
        raise ValueError(
            f"expected kernel and dilations from 1, {kernel=}, {dilations=}"
        )
    return 1 + (kernel - 1) * sum(dilations)


# --8<-- [end:field]


def _layer(taps, weight):
    return np.maximum(sum(tap @ w for tap, w in zip(taps, weight, strict=True)), 0)


def offline(x, weights, dilations):
    """Return outputs (T, d_out) of the ReLU stack, with zeros before the start."""
    for weight, dilation in zip(weights, dilations, strict=True):
        past = (len(weight) - 1) * dilation
        padded = np.concatenate([np.zeros((past, x.shape[1])), x])
        taps = [
            padded[past - j * dilation : len(padded) - j * dilation]
            for j in range(len(weight))
        ]
        x = _layer(taps, weight)
    return x


# --8<-- [start:stream]
def stream(frames, weights, dilations):
    """Yield the output for each frame as it arrives; memory does not grow."""
    pasts = [
        (len(w) - 1) * dilation for w, dilation in zip(weights, dilations, strict=True)
    ]
    buffers = [
        deque(np.zeros((past + 1, w.shape[1])), maxlen=past + 1)
        for w, past in zip(weights, pasts, strict=True)
    ]
    for x in frames:
        for buffer, weight, dilation in zip(buffers, weights, dilations, strict=True):
            buffer.append(x)
            x = _layer([buffer[-1 - j * dilation] for j in range(len(weight))], weight)
        yield x


# --8<-- [end:stream]
