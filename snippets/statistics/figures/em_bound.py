"""Lower bounds of a one-parameter mixture, and how overlap slows EM down."""

import numpy as np
from matplotlib.figure import Figure

from snippets.statistics.symmetric_mixture import bound, em_step, log_likelihood

POINTS = 100


def sample(m, points=POINTS) -> np.ndarray:
    """Return draws from 0.5 N(-m, 1) + 0.5 N(m, 1)."""
    rng = np.random.default_rng(1)
    return rng.normal(size=points) + m * rng.choice([-1, 1], size=points)


def errors(m, iterations, points=20_000) -> np.ndarray:
    """Return the distance from the limit of EM from 2 m, after each iteration."""
    x, path = sample(m, points), [2 * m]
    for _ in range(300):
        path.append(em_step(path[-1], x))
    return np.abs(np.array(path[:iterations]) - path[-1])


def draw() -> Figure:
    """Return the bound after three E-steps above errors by iteration."""
    figure = Figure(figsize=(3.4, 6), layout="constrained")
    top, bottom = figure.subplots(2, 1)
    x, grid = sample(1.5), np.linspace(-2.6, 2.6, 105)
    top.plot(grid, [log_likelihood(m, x) for m in grid], color="C0", linewidth=2)
    old = 0.25
    for color, style in (("C1", "--"), ("C2", "-."), ("C3", ":")):
        curve = np.array([bound(m, x, old) for m in grid])
        top.plot(grid, curve, style, color=color)
        top.plot(old, log_likelihood(old, x), "o", color=color)
        old = em_step(old, x)
    top.plot(0, log_likelihood(0, x), "x", color="C4", markersize=8)
    peak = max(log_likelihood(m, x) for m in grid)
    top.set(
        ylim=(peak - 90, peak + 12),
        xlabel="m",
        ylabel="log-likelihood",
        title="bounds after three E-steps",
    )
    for color, style, m in (("C5", "-", 0.5), ("C1", "--", 1.0), ("C0", "-.", 2.0)):
        bottom.semilogy(errors(m, 26), style, color=color, label=f"means at ±{m:.1f}")
    bottom.set(
        ylim=(1e-8, 3),
        xlabel="iteration",
        ylabel="distance from the limit",
        title="overlap is slow",
    )
    bottom.legend(loc="lower right", fontsize=8)
    return figure
