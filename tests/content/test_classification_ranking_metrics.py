"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from scipy.stats import norm

from snippets.foundations.auc_and_ap import average_precision, precision, roc_auc
from snippets.foundations.f1_threshold import best_f1
from snippets.foundations.figures.prevalence_curves import (
    PREVALENCES,
    SEPARATION,
    rates,
)
from snippets.foundations.ndcg import ndcg
from snippets.foundations.threshold_by_cost import cost_threshold

PAGE = "foundations/classification-ranking-metrics"
LIST = [1, 0, 1, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.5]


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_the_list_of_five(says):
    area, ap = roc_auc(*LIST), average_precision(*LIST)
    assert area == pytest.approx(ap)
    says(
        rf"\tfrac12 (1 + \tfrac23) = {ap:.3f}$. The AUC of this list is also {area:.3f}"
    )
    says(f"five sixths, {area:.3f}")
    assert roc_auc([1, 0, 1, 0, 0, 0], [6, 5, 4, 3, 2, 1]) == 7 / 8
    tied = [1, 0, 1, 0, 0], [0.9, 0.8, 0.8, 0.6, 0.5]
    says(f"AUC 5.5/6 = {roc_auc(*tied):.3f}")
    says(f"so AP stays {average_precision(*tied):.3f}")


def test_real_positives(says):
    share = precision(0.9, 0.05, 0.01)
    told = f"{share:.1%}".replace("%", " %")
    says(f"a prevalence of 1 %, precision is {told}")
    assert 1 - share == pytest.approx(5 / 6, abs=0.02)  # five of six alarms
    says(f"So 90 of {90 + 495} are real, {share:.1%}".replace("%", " %"))
    says(f"0.009/0.99 = {0.009 / 0.99 * 100:.2f}\\ \\%$")
    odds = 18 * 18 / 99
    says(f"324/99, or {odds / (1 + odds):.1%}".replace("%", " %"))


def test_figure(says):
    area = norm.cdf(SEPARATION / np.sqrt(2))
    says(f"one ROC curve with area {area:.2f}")
    threshold = norm.isf(0.05)
    recall = rates(threshold)[0]
    values = [precision(recall, 0.05, share) for share in PREVALENCES]
    says("at {:.0f} percent recall precision is {:.2f}, {:.2f} and {:.2f}".format(
        100 * recall, *values))  # fmt: skip
    says(f"precision falls from {values[0]:.0%} to {values[2]:.0%}".replace("%", " %"))
    text = f"recall {recall:.0%}: precision {values[1]:.0%} at"
    says(text.replace("%", " %"))
    grid = np.linspace(-6, 9, 20_001)
    found, alarms = rates(grid)
    ap = []
    for share in (0.1, 0.01):
        curve = found * share / (found * share + alarms * (1 - share))
        ap.append(-np.trapezoid(curve, found))
    says("average precision fell from {:.2f} to {:.2f}".format(*ap))
    says(f"at an unchanged AUC of {area:.2f}")
    assert pytest.approx(11) == (0.1 / 0.9) / (0.01 / 0.99)


def test_gains_of_ndcg(says):
    linear, exponential = (
        ndcg([2, 3, 0, 1], gain=g) for g in ("linear", "exponential")
    )
    says(
        f"NDCG is {linear:.3f} with the linear and {exponential:.3f} with the exponential"
    )


def test_thresholds(says):
    threshold = cost_threshold(1, 20)
    says(f"$t^* = 1/21 = {threshold:.3f}$")
    says(f"above 1/21, or {threshold:.3f}")
    p = np.random.default_rng(0).beta(0.6, 5.4, size=100_000)
    cut, f1 = best_f1(p)
    says(f"the best F1 is {f1:.3f} at a threshold of {cut:.3f}")


def test_standard_error_of_an_area(says):
    area, positives, negatives = 0.85, 50, 5000
    one, two = area / (2 - area), 2 * area**2 / (1 + area)
    variance = (
        area * (1 - area)
        + (positives - 1) * (one - area**2)
        + (negatives - 1) * (two - area**2)
    ) / (positives * negatives)
    says(f"has a standard error of {np.sqrt(variance):.3f} by the formula")


def test_interpolation_example(says):
    hits = (5 + 10) / 2
    alarms = (5 + 30) / 2
    says(
        f"At {hits} hits there are {alarms} alarms: precision is {hits / (hits + alarms):.2f}"
    )
    says(f"between 0.5 and 0.25 says {(0.5 + 0.25) / 2}")


def test_half_precision_has_few_steps():
    values = np.arange(0.5, 1, 2**-12).astype(np.float16)
    assert len(np.unique(values[values < 1])) == 1024


def test_half_found_first_then_chance():
    rng = np.random.default_rng(0)
    labels = np.repeat([1, 0], 20_011)
    scores = rng.random(labels.size)
    scores[:10_005] = 2
    assert roc_auc(labels, scores) == pytest.approx(0.75, abs=0.01)
