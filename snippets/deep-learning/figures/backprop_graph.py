"""A computational graph with values and gradients, beside the price of checkpoints."""

import numpy as np
from matplotlib.figure import Figure
from snippets.deep_learning.checkpointed_chain import chain_gradients
from snippets.deep_learning.micrograd_tensor import Tensor

DEPTH = 64
SEGMENTS = [1, 2, 4, 8, 16, 32, 64]
PLACES = {  # name: (x, y)
    "x": (0.0, 3.0),
    "w": (0.0, 1.3),
    "y": (1.0, 4.0),
    "u = w x": (1.1, 2.4),
    "r = u - y": (2.2, 3.2),
    "q = r²": (3.4, 2.6),
    "p = w²/2": (2.0, 1.0),
    "L = q + p": (3.6, 1.2),
}
HALF_WIDTH, HALF_HEIGHT = 0.46, 0.36  # of a label, as an ellipse
EDGES = [
    ("x", "u = w x"),
    ("w", "u = w x"),
    ("w", "p = w²/2"),
    ("y", "r = u - y"),
    ("u = w x", "r = u - y"),
    ("r = u - y", "q = r²"),
    ("q = r²", "L = q + p"),
    ("p = w²/2", "L = q + p"),
]


def example():
    """Return the nodes of L = (w x - y)² + w²/2 at x=2, w=3, y=5 after backward."""
    x, w, y = Tensor(2.0), Tensor(3.0), Tensor(5.0)
    u = w * x
    r = u + y * Tensor(-1.0)
    q = r * r
    p = w * w * Tensor(0.5)
    loss = q + p
    loss.backward()
    return dict(zip(PLACES, [x, w, y, u, r, q, p, loss], strict=True))


def costs():
    """Return peak activations and time in plain steps for each number of segments."""
    rng = np.random.default_rng(0)
    weights = [rng.normal(size=(2, 2)) for _ in range(DEPTH)]
    runs = [chain_gradients(weights, rng.normal(size=(3, 2)), k) for k in SEGMENTS]
    peaks = [peak for _, peak, _ in runs]
    times = [(evaluated + 2 * DEPTH) / (3 * DEPTH) for _, _, evaluated in runs]
    return peaks, times


def draw() -> Figure:
    """Return the graph beside memory and time of a chain of 64 layers."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
    _graph(left)
    _price(right)
    return figure


def _graph(axes):
    for tail, head in EDGES:
        start, end = np.array(PLACES[tail]), np.array(PLACES[head])
        way = end - start
        gap = way / np.hypot(*(way / (HALF_WIDTH, HALF_HEIGHT)))  # edge of the label
        arrow = {"arrowstyle": "->", "color": "C2", "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", end - gap, start + gap, arrowprops=arrow)
    for name, node in example().items():
        x, y = PLACES[name]
        text = {"ha": "center", "fontsize": 8.5}
        axes.text(x, y + 0.03, f"{name}", va="bottom", **text)
        values = f"{node.data:g}", f"{node.grad:g}"
        axes.text(
            x - 0.06,
            y - 0.03,
            values[0],
            va="top",
            color="C0",
            **{**text, "ha": "right"},
        )
        axes.text(
            x + 0.06,
            y - 0.03,
            values[1],
            va="top",
            color="C1",
            **{**text, "ha": "left"},
        )
    axes.text(-0.25, 0.25, "value, forward", color="C0", fontsize=8.5)
    axes.text(1.7, 0.25, "dL/d node, backward", color="C1", fontsize=8.5)
    axes.set(xlim=(-0.35, 4.1), ylim=(0.1, 4.4), title="4 + 3 = 7 arrives at w")
    axes.axis("off")


def _price(axes):
    peaks, times = costs()
    axes.plot(SEGMENTS, peaks, "o-", color="C0")
    axes.set_xscale("log", base=2)
    axes.set_xticks(SEGMENTS, [str(k) for k in SEGMENTS])
    axes.set(
        xlabel="segments of a 64-layer chain",
        ylabel="peak activations",
        ylim=(0, 70),
        title="memory and time",
    )
    axes.yaxis.label.set_color("C0")
    other = axes.twinx()
    other.plot(SEGMENTS, times, "s--", color="C1")
    other.set(ylabel="time of a step, plain = 1", ylim=(0.95, 1.4))
    other.yaxis.label.set_color("C1")
