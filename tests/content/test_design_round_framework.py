"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import re

import numpy as np
import pytest
from scipy.stats import expon, gamma
from snippets.ml_system_design.capacity_constrained_cutoff import (
    action_threshold,
    cost_threshold,
)
from snippets.ml_system_design.capacity_first_pass import Load, machines
from snippets.ml_system_design.figures.threshold_costs import CASES, COSTS, SHARPNESS

from snippets.foundations.threshold_by_cost import cost_curve, simulate

PAGE = "ml-system-design/design-round-framework"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_the_budget_is_45_minutes(says, root):
    text = (root / "snippets/ml-system-design/figures/design_round.diagram").read_text()
    minutes = re.findall(r"= (\d+) min: (.+?)(?: \||$)", text, re.M)
    assert sum(int(number) for number, _ in minutes) == 45
    told = ", ".join(f"{name} {number}" for number, name in minutes)
    says(f"with minutes: {told}".replace("monitoring, next", "monitoring and next"))
    says("Clarify 5, frame and metrics 7, data and labels 7, features and models 10")


def test_thresholds(says):
    says(f"With costs 5 and 95 the threshold is {cost_threshold(5, 95)}")
    says(f"With costs 5 and 95: {cost_threshold(5, 95)}")
    threshold = action_threshold(4, 60, 0.5)
    says(f"4 divided by 30, which is {threshold:.3f}")
    says(f"so $p > 4/30 = {threshold:.3f}$")
    says(f"At $p = 0.2$ the gain is {30 * 0.2 - 4:.0f} a case; at $p = 0.1$ it is $-1$")
    says(f"an alarm costs 4 and a miss {0.5 * 60 - 4:.0f}")


def test_load(says):
    feed = Load(100e6, 20)
    says(f"so {feed.average:,.0f}"[:5] + ",000 requests a second on average and")
    says(f"= {feed.average:,.0f}$".replace(",", "{,}") + " a second; peak")
    says(f"${feed.peak:,.0f}$".replace(",", "{,}"))
    assert round(feed.average, -3) == 23_000 and round(feed.peak, -3) == 69_000
    says(f"are {feed.stored(1) / 1e12:.0f} TB a day")
    says(f"leave at {feed.bandwidth / 1e9:.1f} Gbit/s at the peak")
    says(f"{round(feed.peak * 0.05, -2):,.0f} requests are in flight")
    says(f"60 % busy, number {machines(feed.peak, 0.05, 16)} with one spare")
    says(f"({machines(feed.peak, 0.05, 16)} machines with 50 ms of work")
    says(f"scores {feed.peak * 500 / 1e6:.0f} million candidates a second")


def test_cost_curves(says):
    grid = np.geomspace(0.002, 0.6, 90)
    told = {}
    for sharpness in (1.0, SHARPNESS):
        scores, labels = simulate(CASES, np.random.default_rng(5), sharpness)
        costs = cost_curve(scores, labels, grid, *COSTS)
        (at,) = cost_curve(scores, labels, [0.05], *COSTS)
        told[sharpness] = grid[costs.argmin()], costs.min(), at
    (best, least, at), (far, same, high) = told.values()
    says(f"minimum of about {least:.1f} at {best:.3f}, beside the dashed line at 0.05")
    says(f"the same minimum at {far:.3f} and costs {high:.1f} at the dashed line")
    assert same == pytest.approx(least, rel=2e-3)
    assert high / at == pytest.approx(1.5, abs=0.02)
    more = f"{at / least - 1:.1%}".replace("%", " %")
    says(f"minimum lies at {best:.3f} instead of 0.05 and costs {more} less")


def test_sampled_negatives(says):
    kept, output = 0.1, 0.5
    real = output / (output + (1 - output) / kept)
    says(f"With $w = 0.1$ an output of 0.5 means {real:.3f}")


def test_false_alarms_of_guardrails(says):
    says(f"fires in {1 - 0.95**20:.0%} of harmless launches".replace("%", " %"))


def test_quotes(says):
    quotes = Load(3e6, 5, peak_factor=4)
    says(
        f"are {quotes.average:.0f} a second on average, {round(quotes.peak, -2):.0f} at"
    )


def test_quantiles_do_not_add(says):
    apart, total = 2 * expon.ppf(0.8), gamma.ppf(0.8, 2)
    says(f"of mean 1 give {apart:.1f} instead of {total:.1f}")
    late = f"{1 - 0.85**3:.0%}".replace("%", " %")
    says(f"but {late} of the orders have a delay")
    rng = np.random.default_rng(0)
    stages = rng.gamma(3, 4, size=(3, 100_003))
    separate = np.quantile(stages, 0.8, axis=1).sum()
    assert np.quantile(stages.sum(axis=0), 0.8) < 0.95 * separate
