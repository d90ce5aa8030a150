"""Probability of passing a loop, by percentile, number and quality of interviews."""

import numpy as np
from matplotlib.figure import Figure

from snippets.strategy.selection_noise import pass_probability
from snippets.strategy.spearman_brown import spearman_brown

COUNTS = np.arange(1, 11)
PERCENTILES = (0.95, 0.85, 0.70)
PASS_RATE = 0.2


def draw() -> Figure:
    """Return two panels: interviews of reliability 0.4 and of 0.7."""
    figure = Figure(figsize=(8, 3.5), layout="constrained")
    panels = figure.subplots(1, 2, sharey=True)
    for axes, reliability in zip(panels, (0.4, 0.7), strict=True):
        loops = [spearman_brown(reliability, count) for count in COUNTS]
        for percentile in PERCENTILES:
            chances = [pass_probability(percentile, r, PASS_RATE) for r in loops]
            label = f"{percentile:.0%} percentile".replace("%", "th")
            axes.plot(COUNTS, chances, marker="o", markersize=4, label=label)
        axes.set(
            xlabel="interviews in the loop",
            title=f"reliability {reliability} each",
            xticks=COUNTS,
            ylim=(0, 1.02),
        )
    panels[0].set_ylabel("probability of passing")
    panels[1].legend(fontsize=8, loc="center right")
    return figure
