"""Masks of three objectives, with the positions that are predicted."""

import numpy as np
from matplotlib.figure import Figure

from snippets.transformers.objective_masks import OBJECTIVES, supervised, visible

N, PREFIX, MASKED = 10, 5, (2, 7)
TITLES = {"masked": "masked LM", "causal": "causal LM", "prefix": "prefix LM"}


def draw() -> Figure:
    """Return three grids: rows look at columns; marked rows are predicted from."""
    figure = Figure(figsize=(8, 3.2), layout="constrained")
    for axes, objective in zip(figure.subplots(1, 3), OBJECTIVES, strict=True):
        seen = visible(objective, N, PREFIX)
        rows, columns = np.nonzero(seen)
        axes.scatter(
            columns, rows, marker="s", s=52, color="C0", alpha=0.45, linewidth=0
        )
        predicted = {
            "masked": MASKED,
            "causal": range(N - 1),
            "prefix": range(PREFIX - 1, N - 1),
        }[objective]
        axes.plot([N + 0.2] * len(predicted), predicted, "<", color="C1", markersize=6)
        share = supervised(objective, 512, 256) / 512
        axes.set(
            title=f"{TITLES[objective]}\n{share:.0%} of 512 supervised".replace(
                "%", " %"
            ),
            xlabel="position looked at",
            xlim=(-0.8, N + 0.9),
            ylim=(N - 0.3, -0.8),
            xticks=[],
            yticks=[],
            aspect="equal",
        )
        axes.grid(visible=False)
    return figure
