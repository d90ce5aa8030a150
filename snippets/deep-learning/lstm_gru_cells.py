"""LSTM and GRU over padded sequences: gates, masks, and how many parameters they take.

Source: Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000);
Cho et al. (2014), equations 5-8. Gates are stacked as PyTorch and cuDNN stack them:
i, f, g, o for the LSTM, r, z, n for the GRU, whose reset gate acts after the matmul.
Shapes: d inputs, h hidden units, B sequences, T steps.
Weights: w_x (gates·h, d), w_h (gates·h, h), b_x and b_h (gates·h).
Cost: T · B · 2 · gates · h(d + h) FLOPs, one step after the other.
"""

import numpy as np


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) without overflow."""
    return 0.5 * (1 + np.tanh(z / 2))


# --8<-- [start:lstm]
def lstm_cell(x, state, w_x, w_h, b_x, b_h):
    """Return the next (h, c). x: (B, d); state: (h, c), each (B, h)."""
    h, c = state
    i, f, g, o = np.split(x @ w_x.T + b_x + h @ w_h.T + b_h, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


# --8<-- [end:lstm]
# --8<-- [start:gru]
def gru_cell(x, state, w_x, w_h, b_x, b_h):
    """Return the next (h,). x: (B, d); state: (h,) with h (B, h)."""
    (h,) = state
    x_r, x_z, x_n = np.split(x @ w_x.T + b_x, 3, axis=-1)
    h_r, h_z, h_n = np.split(h @ w_h.T + b_h, 3, axis=-1)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * h_n)  # the paper has W_h (r * h) here
    return ((1 - z) * n + z * h,)


# --8<-- [end:gru]
# --8<-- [start:run]
def run(cell, x, state, weights, lengths):
    """Return outputs (T, B, h), zero at padding, and each sequence's last real state.

    x: (T, B, d), padded at the end; state: tuple of (B, h); lengths: (B,), 1 to T
    """
    lengths = np.asarray(lengths)
    steps, batch = x.shape[:2]
    if lengths.shape != (batch,) or lengths.min() < 1 or lengths.max() > steps:
        raise ValueError(f"expected {batch} lengths in 1..{steps}, got {lengths}")
    outputs = []
    for t, x_t in enumerate(x):
        alive = (t < lengths)[:, None]  # (B, 1)
        moved = cell(x_t, state, *weights)
        state = tuple(
            np.where(alive, new, old) for new, old in zip(moved, state, strict=True)
        )
        outputs.append(np.where(alive, state[0], 0))
    return np.stack(outputs), state


def reverse_each(x, lengths):
    """Return x with the real part of each sequence reversed and the padding kept."""
    steps = np.arange(len(x))[:, None]  # (T, 1)
    order = np.where(steps < lengths, np.asarray(lengths) - 1 - steps, steps)
    return np.take_along_axis(x, order[:, :, None], axis=0)


# --8<-- [end:run]


def parameter_count(gates, d, h, biases=2):
    """Return the parameters of a layer: 4 gates for an LSTM, 3 for a GRU."""
    return gates * (h * (d + h) + biases * h)
