"""Output error against bits: ways to choose the range, and how many share a scale."""

import numpy as np
from matplotlib.figure import Figure
from snippets.mlops_and_edge.clipping_ranges import example, output_error

BITS = range(2, 9)
METHODS = {"minmax": "min-max", "percentile": "percentile 99.5", "mse": "least squares"}


def draw() -> Figure:
    """Return errors without outlier channels beside errors with three of them."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    panels = figure.subplots(1, 2, sharey=True)
    for axes, outliers in zip(panels, (0, 3), strict=True):
        _errors(axes, outliers)
        axes.set(xlabel="bits", title=f"{outliers or 'no'} outlier channels")
    panels[0].set_ylabel("noise / signal, dB")
    panels[0].legend(fontsize=8, loc="lower left")
    note = "solid: a scale a channel\ndashed: one scale"
    panels[1].annotate(
        note, (0.04, 0.06), xycoords="axes fraction", fontsize=8, va="bottom"
    )
    return figure


def _errors(axes, outliers):
    weights, inputs = example(np.random.default_rng(0), outliers)
    for number, (method, name) in enumerate(METHODS.items()):
        for per_channel, style in ((True, "o-"), (False, "o--")):
            errors = [
                output_error(weights, inputs, b, method, per_channel) for b in BITS
            ]
            label = name if per_channel else None
            axes.plot(
                BITS, errors, style, color=f"C{number}", label=label, markersize=3
            )
