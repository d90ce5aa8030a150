"""Relevance by item as clicks show it, and after weighting by propensities."""

import numpy as np
from matplotlib.figure import Figure
from snippets.ml_system_design.position_bias_ips import (
    click_rates,
    ips_relevance,
    simulate,
)

ITEMS, SESSIONS = 10, 40_000
RELEVANCE = np.array([0.30, 0.28, 0.35, 0.20, 0.40, 0.25, 0.15, 0.30, 0.45, 0.20])
SCORES = np.linspace(2.7, 0, ITEMS)  # the logger's order, not that of relevance
EXAMINATION = 1 / np.arange(1, ITEMS + 1)


def estimates(seed=3):
    """Return naive and weighted estimates of relevance, (items,) each."""
    rng = np.random.default_rng(seed)
    log = simulate(SCORES, RELEVANCE, EXAMINATION, SESSIONS, rng)
    return click_rates(log[1]), ips_relevance(*log, EXAMINATION)


def draw() -> Figure:
    """Return truth, click rate and weighted estimate by item."""
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    naive, weighted = estimates()
    items = np.arange(1, ITEMS + 1)
    axes.plot(items, RELEVANCE, "s", color="C2", markersize=8, label="true relevance")
    axes.plot(
        items, weighted, "o", color="C0", markersize=4, label="clicks / propensity"
    )
    axes.plot(items, naive, "^", color="C1", markersize=5, label="click rate")
    axes.set(
        xlabel="item, in the order in which the logger prefers them",
        ylabel="relevance",
        xticks=items,
        ylim=(0, 0.5),
    )
    axes.legend(fontsize=8, loc="upper left", bbox_to_anchor=(0, 0.99), ncols=3)
    return figure
