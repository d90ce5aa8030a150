"""ROC and precision-recall curves of one model under falling prevalence."""

import numpy as np
from matplotlib.figure import Figure
from scipy.stats import norm

from snippets.foundations.auc_and_ap import precision

SEPARATION = 1.8  # of the class means, in standard deviations
PREVALENCES = (0.5, 0.1, 0.01)


def rates(thresholds):
    """Return true and false positive rates of two normal score distributions."""
    return norm.sf(thresholds - SEPARATION), norm.sf(thresholds)


def draw() -> Figure:
    """Return the ROC curve with cost lines beside precision-recall curves."""
    figure = Figure(figsize=(8, 3.7), layout="constrained")
    left, right = figure.subplots(1, 2)
    grid = np.linspace(-4, 6.5, 300)
    found, alarms = rates(grid)
    left.plot(alarms, found, color="C0")
    left.plot([0, 1], [0, 1], "--", color="C5", linewidth=1)
    left.set(
        xlabel="false positive rate",
        ylabel="true positive rate",
        title="ROC: the same at every prevalence",
    )
    for number, prevalence in enumerate(PREVALENCES):
        pairs = zip(found, alarms, strict=True)
        values = [precision(*pair, prevalence) for pair in pairs]
        label = f"{prevalence:.0%} positive".replace("%", " %")
        right.plot(found, values, color=f"C{number}", label=label)
    recall = np.linspace(0.005, 1, 200)
    for f1 in (0.2, 0.5, 0.8):
        enough = recall > f1 / 2 + 0.01
        line = f1 * recall[enough] / (2 * recall[enough] - f1)
        right.plot(recall[enough], line, ":", color="C5", linewidth=1)
        right.annotate(f"F1 {f1}", (0.9, f1 * 0.9 / (1.8 - f1) + 0.015), fontsize=7.5)
    right.set(
        xlabel="recall", ylabel="precision", title="precision-recall", ylim=(0, 1.03)
    )
    right.legend(fontsize=8, loc="lower left")
    return figure
