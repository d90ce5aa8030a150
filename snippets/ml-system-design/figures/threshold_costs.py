"""Cost against threshold, with the threshold that the costs give."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter
from snippets.ml_system_design.capacity_constrained_cutoff import cost_threshold

from snippets.foundations.threshold_by_cost import cost_curve, simulate

CASES, SHARPNESS, COSTS = 200_000, 1.8, (5, 95)


def draw() -> Figure:
    """Return the curves of calibrated and of overconfident scores."""
    figure = Figure(figsize=(6.6, 3.6), layout="constrained")
    axes = figure.subplots()
    grid = np.geomspace(0.002, 0.6, 90)
    for number, (sharpness, label) in enumerate(
        [(1.0, "calibrated"), (SHARPNESS, "same ranking, overconfident")]
    ):
        scores, labels = simulate(CASES, np.random.default_rng(5), sharpness)
        costs = cost_curve(scores, labels, grid, *COSTS)
        axes.plot(grid, costs, color=f"C{number}", label=label)
        best = costs.argmin()
        axes.plot(grid[best], costs[best], "o", color=f"C{number}", markersize=6)
    axes.axvline(cost_threshold(*COSTS), color="C2", linestyle="--")
    axes.annotate("threshold from the costs: 0.05", (0.055, 8.4), fontsize=8.5)
    axes.set(
        xscale="log",
        xlabel="threshold on the score",
        ylabel="mean cost a case",
        ylim=(2, 9),
    )
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    axes.legend(fontsize=8, loc="lower right")
    return figure
