"""Squared bias, variance and total error against polynomial degree and penalty."""

import numpy as np
from matplotlib.figure import Figure

from snippets.foundations.bias_variance_mc import closed_form, hat_matrix

INPUTS = np.linspace(-1, 1, 40)
SIGMA = 0.5


def truth(inputs=INPUTS):
    """Return the true function: two full waves, more than a cubic can follow."""
    return np.sin(2 * np.pi * inputs)


def terms(degree, penalty=0.0, inputs=INPUTS):
    """Return the exact terms of one procedure."""
    return closed_form(hat_matrix(inputs, degree, penalty), truth(inputs), SIGMA)


def draw() -> Figure:
    """Return capacity by degree beside capacity by penalty."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    degrees, penalties = range(16), np.geomspace(0.01, 300, 40)
    _curves(left, degrees, [terms(degree) for degree in degrees])
    _curves(right, penalties, [terms(15, penalty) for penalty in penalties])
    left.set(xlabel="degree, no penalty", ylabel="squared error", ylim=(0, 0.8))
    right.set(xlabel="ridge penalty, degree 15", xscale="log")
    left.legend(fontsize=8, loc="upper right", frameon=False)
    return figure


def _curves(axes, places, values):
    for name, label, color, style in [
        ("total", "total", "C0", "-"),
        ("bias2", "squared bias", "C1", "--"),
        ("variance", "variance", "C2", "-."),
        ("noise", "noise", "C3", ":"),
    ]:
        numbers = [getattr(value, name) for value in values]
        axes.plot(places, numbers, style, color=color, label=label)
