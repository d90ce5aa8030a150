"""How much each leak flatters the same model."""

import numpy as np
from matplotlib.figure import Figure
from snippets.coding_and_data.leak_sizes import LEAKS, gap

REPEATS = 30


def gaps():
    """Return {leak: (mean gap, its standard error)}."""
    found = {}
    for leak in LEAKS:
        rng = np.random.default_rng(7)
        values = np.array([gap(leak, rng) for _ in range(REPEATS)])
        found[leak] = values.mean(), values.std(ddof=1) / np.sqrt(REPEATS)
    return found


def draw() -> Figure:
    """Return a point with its interval for each leak, sorted by size."""
    figure = Figure(figsize=(6.6, 3.2), layout="constrained")
    axes = figure.subplots()
    found = sorted(gaps().items(), key=lambda item: item[1][0])
    for place, (_, (mean, error)) in enumerate(found):
        axes.errorbar(mean, place, xerr=2 * error, fmt="o", color="C0", capsize=3)
    axes.axvline(0, color="C1", linestyle="--", linewidth=1)
    axes.set(
        yticks=range(len(found)),
        yticklabels=[leak for leak, _ in found],
        xlabel="AUC on the test half minus AUC on fresh data",
    )
    return figure
