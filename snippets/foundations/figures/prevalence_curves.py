"""ROC and precision-recall curves of one model, and its cheapest point, under falling
prevalence."""

import numpy as np
from matplotlib.figure import Figure
from scipy.stats import norm

from snippets.foundations.auc_and_ap import precision

SEPARATION = 1.8  # of the class means, in standard deviations
PREVALENCES = (0.5, 0.1, 0.01)
COST_RATIO = 20  # a false negative in false positives


def rates(thresholds):
    """Return true and false positive rates of two normal score distributions."""
    return norm.sf(thresholds - SEPARATION), norm.sf(thresholds)


def cost_slope(prevalence):
    """Return the slope of lines of equal cost in ROC space."""
    return (1 - prevalence) / (prevalence * COST_RATIO)


def cheapest(prevalence):
    """Return (TPR, FPR) of least cost: the curve's slope is that of the cost lines."""
    score = np.log(cost_slope(prevalence)) / SEPARATION + SEPARATION / 2
    return rates(score)


def draw() -> Figure:
    """Return the ROC curve with cost lines beside precision-recall curves."""
    figure = Figure(figsize=(8, 3.9), layout="constrained")
    left, right = figure.subplots(1, 2)
    grid = np.linspace(-4, 6.5, 300)
    found, alarms = rates(grid)
    left.plot(alarms, found, color="C4")
    left.plot([0, 1], [0, 1], ":", color="C5", linewidth=1)
    left.set(
        xlabel="false positive rate",
        ylabel="true positive rate",
        title="ROC: one curve",
        xlim=(-0.02, 1.02),
        ylim=(0, 1.04),
    )
    for number, prevalence in enumerate(PREVALENCES):
        color, text = f"C{number}", f"{100 * prevalence:g} % positive"
        hit, alarm = cheapest(prevalence)
        span = np.array([-1, 1]) * 0.28 / np.hypot(1, cost_slope(prevalence))
        line = hit + cost_slope(prevalence) * span
        left.plot(alarm + span, line, "--", color=color, linewidth=1.2)
        left.plot(alarm, hit, "o", color=color, label=text)
        curve = [
            precision(*pair, prevalence) for pair in zip(found, alarms, strict=True)
        ]
        right.plot(found, curve, color=color)
        right.plot(hit, precision(hit, alarm, prevalence), "o", color=color)
    left.legend(fontsize=8.5, loc="lower right", title="cheapest point at")
    for f1, end, height in ((0.2, 0.93, 0.15), (0.5, 1, 0.385), (0.8, 0.93, 0.62)):
        recall = np.linspace(f1 / (2 - f1), 1, 100)
        line = f1 * recall / (2 * recall - f1)
        right.plot(recall, line, ":", color="C5", linewidth=1)
        right.text(end, height, f"F1 = {f1}", fontsize=8, ha="right", va="center")
    right.set(
        xlabel="recall",
        ylabel="precision",
        title="Precision-recall: three curves",
        xlim=(-0.02, 1.02),
        ylim=(0, 1.04),
    )
    return figure
