"""Train and test error of random-feature regression against p/n; norm and ridge."""

import numpy as np
from matplotlib.figure import Figure

from snippets.foundations.double_descent import experiment

N = 50
GRID = np.unique(np.round(N * np.geomspace(0.1, 10, 21)).astype(int))


def curves(grid=GRID, tasks=20):
    """Return medians over the tasks, a dict from the name of a Point's field."""
    names = ("train", "test", "norm", "smallest", "ridge")
    medians = {name: [] for name in names}
    for features in grid:
        runs = [experiment(features, np.random.default_rng(i), N) for i in range(tasks)]
        for name in names:
            medians[name].append(float(np.median([getattr(run, name) for run in runs])))
    return medians


def draw() -> Figure:
    """Return the errors on the left axis and the norm of the solution on the right."""
    medians, ratio = curves(), GRID / N
    figure = Figure(figsize=(8, 4), layout="constrained")
    axes = figure.subplots()
    norms = axes.twinx()
    axes.loglog(ratio, medians["test"], "o-", color="C0", ms=4, label="test")
    axes.loglog(ratio, medians["train"], "s-", color="C1", ms=4, label="train")
    axes.loglog(
        ratio, medians["ridge"], "^-", color="C2", ms=4, label="tuned ridge, test"
    )
    norms.loglog(ratio, medians["norm"], ":", color="C3", lw=2)
    axes.plot([], [], ":", color="C3", lw=2, label="norm of coefficients (right axis)")
    axes.axvline(1, color="C4", lw=1, ls="--")
    axes.set(
        xlabel="features p / training examples n",
        ylabel="mean squared error",
        ylim=(0.04, 600),
    )
    axes.set_xticks([0.1, 0.3, 1, 3, 10], ["0.1", "0.3", "1", "3", "10"])
    norms.set(ylabel="norm", ylim=(0.2, 3000))
    axes.legend(fontsize=8, loc="upper left", frameon=False)
    return figure
