"""EM on a 2-D mixture of three Gaussians: responsibilities, and three starts."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse

from snippets.statistics.gmm_em import e_step, fit

CENTERS = np.array([[-1.6, 0.0], [1.6, 0.0], [0.0, 4.5]])
POINTS = 150
STARTS = {
    "A": [[-2.0, 2.0], [2.0, -1.0], [1.0, 3.0]],
    "B": [[0.0, -1.0], [0.1, 1.0], [0.5, 2.0]],
    "C": [[0.0, 0.0], [-1.0, 5.5], [1.0, 3.5]],
}


def sample() -> np.ndarray:
    """Return points (150, 2) from three unit-variance components of equal weight."""
    rng = np.random.default_rng(7)
    return np.repeat(CENTERS, POINTS // 3, axis=0) + rng.normal(size=(POINTS, 2))


def run(start, iterations=200):
    """Return parameters and log-likelihoods of EM from means `start`."""
    eyes = np.array([np.eye(2)] * 3)
    weights = np.full(3, 1 / 3)
    return fit(sample(), weights, np.array(start), eyes, 1e-3, 0, iterations)


def draw() -> Figure:
    """Return points colored by responsibility above the likelihood traces."""
    figure = Figure(figsize=(3.4, 6.2), layout="constrained")
    top, bottom = figure.subplots(2, 1)
    _scatter(top)
    for color, (name, start) in zip(("C3", "C4", "C5"), STARTS.items(), strict=True):
        trace = run(start, 80)[1]
        style = {"A": "-", "B": "--", "C": "-."}[name]
        bottom.plot(trace, style, color=color, label=f"start {name}")
    bottom.set(
        xlabel="iteration",
        ylabel="log-likelihood",
        title="three starts",
        ylim=(trace[-1] - 36, trace[-1] + 16),
    )
    bottom.legend(loc="lower right")
    return figure


def _scatter(axes):
    x = sample()
    parameters, _ = run(STARTS["A"])
    r, _ = e_step(x, *parameters)
    for k in range(3):
        shown = r[:, k] > 0.05
        axes.scatter(*x[shown].T, s=14, color=f"C{k}", alpha=r[shown, k], linewidths=0)
        _, mean, covariance = (table[k] for table in parameters)
        values, vectors = np.linalg.eigh(covariance)
        width, height = 2 * np.sqrt(5.99 * values)  # 95 % of a 2-D normal
        angle = np.degrees(np.arctan2(vectors[1, 0], vectors[0, 0]))
        kind = {"fill": False, "edgecolor": f"C{k}", "linewidth": 1.5}
        axes.add_patch(Ellipse(mean, width, height, angle=angle, **kind))
        path = [STARTS["A"][k]]
        path += [run(STARTS["A"], n)[0][1][k] for n in range(2, 40)]
        axes.plot(*np.array(path).T, "-", color=f"C{k}", linewidth=1.5)
        axes.plot(*path[0], "s", color=f"C{k}", markersize=5)
    axes.set(title="responsibilities after EM from A", xlabel="x1", ylabel="x2")
    axes.set_aspect("equal", "datalim")
