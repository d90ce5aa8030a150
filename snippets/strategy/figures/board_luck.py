"""Public against private scores: worthless submissions beside real ones."""

import numpy as np
from matplotlib.figure import Figure

from snippets.strategy.leaderboard_luck import boards

PUBLIC, PRIVATE = 300, 700
NOISE = np.full(100, 0.5)
REAL = np.linspace(0.6, 0.68, 20)


def scores(accuracies, seed):
    """Return public and private scores of the figure's submissions."""
    return boards(accuracies, PUBLIC, PRIVATE, np.random.default_rng(seed))


def draw() -> Figure:
    """Return both kinds in one plot, with the line of equal scores."""
    figure = Figure(figsize=(6.4, 4), layout="constrained")
    axes = figure.subplots()
    for accuracies, seed, label, marker in [
        (NOISE, 7, "100 random submissions", "o"),
        (REAL, 8, "20 models, true accuracy 60 to 68 %", "s"),
    ]:
        public, private = scores(accuracies, seed)
        axes.plot(public, private, marker, markersize=4, alpha=0.7, label=label)
        best = np.argmax(public)
        axes.annotate(
            "best on the public board",
            (public[best], private[best]),
            (-14, -26),
            textcoords="offset points",
            fontsize=8,
            ha="center",
            arrowprops={"arrowstyle": "->", "color": "C2"},
        )
    axes.plot([0.42, 0.74], [0.42, 0.74], "--", color="C5", linewidth=1, label="equal")
    axes.set(
        xlabel=f"public score ({PUBLIC} items)",
        ylabel=f"private score ({PRIVATE} items)",
        xlim=(0.41, 0.75),
        ylim=(0.43, 0.72),
    )
    axes.legend(fontsize=8, loc="upper left")
    return figure
