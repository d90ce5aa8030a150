"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from snippets.responsible_ai.chouldechova_identity import Confusion, implied_fpr
from snippets.responsible_ai.figures.one_threshold import GROUPS, THRESHOLD
from snippets.responsible_ai.impossibility_enumeration import both_criteria, is_perfect
from snippets.responsible_ai.infra_marginality import error_rates, threshold_for_fpr

PAGE = "responsible-ai/fairness-definitions-and-impossibility"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def percent(value, digits=0):
    return f"{value:.{digits}%}".replace("%", " %")


def test_opening_counts(says):
    for p, tp, fp in ((0.5, 40, 10), (0.25, 20, 5)):
        group = Confusion(tp, fp, 100 * p - tp, 100 * (1 - p) - fp)
        assert group.ppv == group.tpr == 0.8 and group.base_rate == p
        assert group.fpr == pytest.approx(implied_fpr(p, 0.8, 0.8))
        digits = 0 if p == 0.5 else 1
        says(f"{percent(group.fpr, digits)}")
    says("a false-positive rate of 20 %")
    says("together with 5 of the 75 others: 6.7 %")
    assert implied_fpr(0.5, 0.8, 0.8) / implied_fpr(0.25, 0.8, 0.8) == pytest.approx(3)
    says(
        f"which is 0.20. For a quarter: one third of that, {implied_fpr(0.25, 0.8, 0.8):.3f}"
    )
    needed = 0.2 / (0.25 / 0.75 * 0.25)
    says(f"gives {needed:.1f}: impossible")


def test_the_search_finds_nothing_else():
    pairs = both_criteria(13)
    assert pairs and all(is_perfect(a) and is_perfect(b) for a, b in pairs)


def test_one_threshold(says):
    (tpr_a, fpr_a), (tpr_b, fpr_b) = (
        error_rates(*g, THRESHOLD) for g in GROUPS.values()
    )
    says(f"false-positive rate of {fpr_a:.2f} in group A and {fpr_b:.2f} in group B")
    says(
        f"at 0.5 are {percent(fpr_a)} and {percent(fpr_b)}, the true-positive rates {percent(tpr_a)} and {percent(tpr_b)}"
    )
    says(f"the false-positive rates are {percent(fpr_a)} and {percent(fpr_b)}")
    lowered = threshold_for_fpr(*GROUPS["group B"], fpr_a)
    says(f"its threshold would have to fall to {lowered:.2f}")
    says(f"thresholds of 0.50 and {lowered:.2f}")


def test_equal_opportunity(says):
    error = np.sqrt(0.75 * 0.25 / 40 + 0.5 * 0.5 / 20)
    says(f"= {error:.2f}$, so a 95 % interval of about 0.25 ± {1.96 * error:.2f}")
    says(f"standard error of the second rate alone is {np.sqrt(0.25 / 20):.2f}")
    needed = (0.75 * 0.25 + 0.25) / 0.05**2
    says(f"about {needed:.0f} in each")


def test_four_fifths(says):
    says(f"difference 0.20, ratio {0.4 / 0.6:.3f}")
    for n, told in ((100, "$z = {:.2f}$"), (10, "z is {:.2f}")):
        z = 0.2 / np.sqrt(0.5 * 0.5 * 2 / n)
        says(told.format(z))
