"""The CTC lattice of a target with a repeat, and how training makes it peaky."""

import numpy as np
from matplotlib.figure import Figure
from snippets.deep_learning.ctc_occupancy import (
    state_occupancy,
    symbol_occupancy,
    transitions,
)

FRAMES, TARGET = 6, [1, 1, 2]  # a a b
LONG, THREE, SYMBOLS, UPDATES = 20, [1, 2, 3], 5, 50


def lattice():
    """Return occupancies (FRAMES, 7) under uniform predictions over three symbols."""
    return state_occupancy(np.full((FRAMES, 3), 1 / 3), TARGET)


def trained(updates=UPDATES):
    """Return p (LONG, SYMBOLS) after gradient steps of size 1 on free logits from 0."""
    logits = np.zeros((LONG, SYMBOLS))
    for _ in range(updates):
        p = _softmax(logits)
        logits += symbol_occupancy(p, THREE) - p
    return _softmax(logits)


def _softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def draw() -> Figure:
    """Return the lattice beside shares before and predictions after training."""
    figure = Figure(figsize=(8, 3.8), layout="constrained")
    left, right = figure.subplots(1, 2)
    weight, (states, moves) = lattice(), transitions(TARGET)
    frames = np.arange(1, FRAMES + 1)
    for t in range(FRAMES - 1):
        for s, to in np.argwhere(moves):
            if weight[t, s] > 0 and weight[t + 1, to] > 0:
                skips = to - s == 2
                left.plot(
                    frames[t : t + 2],
                    [s, to],
                    color="C3" if skips else "C0",
                    lw=1.6 if skips else 0.7,
                    alpha=1 if skips else 0.6,
                )
    for s, symbol in enumerate(states):
        seen = weight[:, s] > 0
        color = "C1" if symbol else "C0"
        left.scatter(
            frames[seen],
            s * np.ones(seen.sum()),
            260 * weight[seen, s],
            c=color,
            zorder=3,
        )
    left.set_yticks(range(len(states)), ["–", "a", "–", "a", "–", "b", "–"])
    left.invert_yaxis()
    left.set(title="alignments of “aab”", xlabel="frame", ylabel="state (– is blank)")
    after = trained()
    before = symbol_occupancy(np.full((LONG, SYMBOLS), 1 / SYMBOLS), THREE)
    long = np.arange(1, LONG + 1)
    for label, color in zip(THREE, ["C1", "C2", "C3"], strict=True):
        right.plot(long, before[:, label], color=color, linestyle=":")
        right.plot(long, after[:, label], color=color, label="abc"[label - 1])
    right.plot(long, before[:, 0], color="C0", lw=1.3, linestyle=":")
    right.plot(long, after[:, 0], color="C0", lw=0.8, label="blank")
    right.set(title="training makes peaks", xlabel="frame", ylabel="probability")
    right.set_ylim(0, 1.3)
    right.legend(fontsize=8, frameon=False, loc="upper center", ncols=4)
    return figure
