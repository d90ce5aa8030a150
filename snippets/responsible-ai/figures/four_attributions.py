"""One prediction, two backgrounds, two value functions: four sets of attributions."""

import numpy as np
from matplotlib.figure import Figure
from snippets.responsible_ai.exact_shapley import shapley
from snippets.responsible_ai.interventional_vs_conditional import linear_values

NAMES = ("income", "bonus", "debt")
BETA = np.array([1.0, 0.0, -0.8])  # the model does not use the bonus
X = np.array([0.6, 1.2, 0.9])
COVARIANCE = np.array([[1.0, 0.8, 0.0], [0.8, 1.0, 0.0], [0.0, 0.0, 1.0]])
BACKGROUNDS = {
    "all applicants": np.zeros(3),
    "approved ones": np.array([1.0, 0.8, -0.6]),
}


def attributions():
    """Return {(background, conditional): phi (3,)}."""
    return {
        (name, conditional): shapley(
            linear_values(BETA, X, mean, COVARIANCE, conditional), 3
        )
        for name, mean in BACKGROUNDS.items()
        for conditional in (False, True)
    }


def draw() -> Figure:
    """Return four small bar charts on one scale."""
    figure = Figure(figsize=(8, 3.8), layout="constrained")
    panels = figure.subplots(2, 2, sharex=True, sharey=True)
    found = attributions()
    for axes, ((name, conditional), phi) in zip(
        panels.flat, found.items(), strict=True
    ):
        colors = ["C0" if value >= 0 else "C1" for value in phi]
        axes.barh(NAMES, phi, color=colors, alpha=0.8)
        for row, value in enumerate(phi):
            side = "left" if value >= 0 else "right"
            text = f" {value:z.2f} "
            axes.text(value, row, text, va="center", ha=side, fontsize=8.5)
        kind = "conditional" if conditional else "interventional"
        axes.set(title=f"against {name}, {kind}", xlim=(-1.8, 1.2))
        axes.invert_yaxis()
    return figure
