"""Down-sampling with and without a blur: what a one-pixel shift does to the output.

Source: Zhang 2019, "Making convolutional networks shift-invariant again",
arXiv:1904.11486, section 3 (max pooling = dense max, then sub-sampling; blur between).
Signals are periodic vectors (n,), so that a shift loses nothing at the border.
"""

import numpy as np


# --8<-- [start:pool]
def max_pool(signal, stride=2):
    """Return the maximum of each pixel and its right neighbor, at every stride-th."""
    _check(signal, stride)
    return np.maximum(signal, np.roll(signal, -1))[::stride]


def max_blur_pool(signal, stride=2):
    """Return the same maxima, blurred with [1, 2, 1] / 4 before they are sampled."""
    _check(signal, stride)
    dense = np.maximum(signal, np.roll(signal, -1))
    blurred = (np.roll(dense, 1) + 2 * dense + np.roll(dense, -1)) / 4
    return blurred[::stride]


# --8<-- [end:pool]


def shift_change(pool, signal):
    """Return the largest change of the output's mean over all shifts of the signal."""
    means = [pool(np.roll(signal, shift)).mean() for shift in range(len(signal))]
    return max(means) - min(means)


def _check(signal, stride):
    if len(signal) % stride:
        expected = f"expected a length divisible by {stride}"
        raise ValueError(f"{expected}, got {len(signal)}")
