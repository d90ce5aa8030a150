"""Eight schools: no, complete and partial pooling, and the posterior of tau."""

import numpy as np
from matplotlib.figure import Figure

from snippets.statistics.eight_schools_grid import (
    EFFECTS,
    ERRORS,
    given_tau,
    mixture_quantile,
    tau_weights,
)

GRID = np.linspace(0, 200, 4001)


def draw() -> Figure:
    """Return the estimates beside the marginal posterior of tau."""
    figure = Figure(figsize=(8, 3.8), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    log_density, mu, means, deviations = given_tau(EFFECTS, ERRORS, GRID)
    weights = tau_weights(log_density, GRID)
    _estimates(left, weights, mu, means, deviations)
    density = np.exp(log_density - log_density.max())
    density /= np.trapezoid(density, GRID)
    seen = slice(0, 601, 6)  # tau up to 30; every grid point would be a slow page
    right.plot(GRID[seen], density[seen], color="C2")
    right.fill_between(GRID[seen], density[seen], color="C2", alpha=0.2)
    right.set(
        xlim=(0, 30),
        ylim=(0, None),
        xlabel="tau, spread between schools",
        ylabel="posterior density",
        title="how much they differ",
    )
    return figure


def _estimates(axes, weights, mu, means, deviations):
    axes.axvline(mu[0], color="C3", linestyle="--", label="complete pooling")
    for row, school in enumerate(np.argsort(ERRORS, kind="stable")):
        raw, error = EFFECTS[school], ERRORS[school]
        pooled = weights @ means[:, school]
        ends = [
            mixture_quantile(weights, means[:, school], deviations[:, school], level)
            for level in (0.025, 0.975)
        ]
        reach = 1.96 * error
        first = row == 0
        line = {"linewidth": 1.5}
        axes.plot([raw - reach, raw + reach], [row + 0.15] * 2, color="C0", **line)
        label = "no pooling" if first else None
        axes.plot(raw, row + 0.15, "o", color="C0", label=label)
        axes.plot(ends, [row - 0.2] * 2, color="C1", **line)
        label = "partial pooling" if first else None
        axes.plot(pooled, row - 0.2, "s", color="C1", label=label)
        arrow = {"arrowstyle": "->", "color": "C4", "shrinkA": 3, "shrinkB": 3}
        axes.annotate("", (pooled, row - 0.2), (raw, row + 0.15), arrowprops=arrow)
    errors = np.sort(ERRORS)
    axes.set_yticks(range(8), [f"{error:.0f}" for error in errors])
    axes.set(
        xlabel="effect in points, with 95 % intervals",
        ylabel="standard error",
        title="eight schools",
        ylim=(-0.7, 8.6),
    )
    axes.legend(fontsize=8, loc="upper center", ncols=3, frameon=False)
