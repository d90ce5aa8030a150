"""How much gradient reaches the input k steps back, in cells and in tanh networks."""

from functools import partial

import numpy as np
from matplotlib.figure import Figure
from snippets.deep_learning.recurrent_gradients import (
    gru_step,
    input_gradients,
    lstm_step,
    sigmoid,
    tanh_step,
)

UNITS, STEPS, RUNS = 32, 60, 8
GAINS = {0.9: "C0", 1.1: "C1", 1.5: "C3"}


def _small(rng, *shape):
    return rng.uniform(-0.3, 0.3, shape) / np.sqrt(UNITS)


def _rotation(rng, gain):
    return gain * np.linalg.qr(rng.normal(size=(UNITS, UNITS)))[0]


def _norms(step, gates, recurrent, bias, parts=1):
    """Return gradient norms 0..STEPS back, relative to the last input; run average."""
    logs = []
    for seed in range(RUNS):
        rng = np.random.default_rng(seed)
        w_x, w_h = _small(rng, gates * UNITS, UNITS), recurrent(rng)
        xs, grad = rng.normal(size=(STEPS + 1, UNITS)), np.zeros((parts, UNITS))
        grad[0] = rng.normal(size=UNITS)
        grad = grad if parts == 2 else grad[0]
        back = input_gradients(step, xs, np.zeros_like(grad), grad, w_x, w_h, bias)
        logs.append(np.log(np.linalg.norm(back, axis=1)))
    mean = np.mean(logs, axis=0)
    return np.exp(mean - mean[0])


def tanh_norms(gain, residual=None):
    """Return norms for a recurrent matrix with all singular values equal to gain."""
    step = partial(tanh_step, residual=residual)
    return _norms(step, 1, lambda rng: _rotation(rng, gain), np.zeros(UNITS))


def gru_norms():
    """Return norms for a GRU with zero biases."""
    matrix = lambda rng: _small(rng, 3 * UNITS, UNITS)  # noqa: E731
    return _norms(gru_step, 3, matrix, np.zeros(3 * UNITS))


def lstm_norms(forget_bias, recurrent=1.0):
    """Return norms for an LSTM; the other biases are zero, w_h is scaled."""
    bias = np.zeros(4 * UNITS)
    bias[UNITS : 2 * UNITS] = forget_bias
    matrix = lambda rng: recurrent * _small(rng, 4 * UNITS, UNITS)  # noqa: E731
    return _norms(lstm_step, 4, matrix, bias, parts=2)


def draw() -> Figure:
    """Return decay by kind of cell beside tanh networks and their upper bounds."""
    figure = Figure(figsize=(8, 3.8), layout="constrained")
    left, right = figure.subplots(1, 2)
    back = np.arange(STEPS + 1)
    for label, color, norms, keep in [
        ("residual tanh", "C2", tanh_norms(0.9, residual=0.1), None),
        ("LSTM, forget bias 2", "C1", lstm_norms(2), sigmoid(2)),
        ("tanh RNN, gain 0.9", "C0", tanh_norms(0.9), 0.9),
        ("LSTM, forget bias 0", "C3", lstm_norms(0), sigmoid(0)),
        ("GRU", "C4", gru_norms(), None),
    ]:
        style = {"linestyle": "--", "lw": 2.5} if label == "GRU" else {}
        left.semilogy(back, norms, color=color, label=label, **style)
        if keep:
            left.semilogy(back, keep**back, color=color, linestyle=":")
    left.set(title="by kind of cell", ylabel="gradient norm, relative")
    left.set_ylim(1e-18, 1e8)
    left.legend(fontsize=7, frameon=False, loc="upper left", ncols=2)
    for gain, color in GAINS.items():
        right.semilogy(back, tanh_norms(gain), color=color, label=f"gain {gain}")
        right.semilogy(back, gain**back, color=color, linestyle=":")
    right.set(title="tanh RNN and its bound", ylim=(1e-8, 1e14))
    right.legend(fontsize=8, frameon=False, loc="upper left")
    for axes in (left, right):
        axes.set_xlabel("steps back")
    return figure
