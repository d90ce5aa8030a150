"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import norm

from snippets.strategy.auc_as_probability import auc_by_ranks
from snippets.strategy.natural_frequencies import (
    natural_frequencies,
    positive_predictive_value,
)

PAGE = "strategy/communicating-complex-concepts"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_screening_counts(says):
    c = natural_frequencies(1000, 0.01, 0.9, 0.09)
    ill, healthy = (
        c.ill_positive + c.ill_negative,
        c.healthy_positive + c.healthy_negative,
    )
    says(f"Of 1,000 women, {ill} are ill, and {c.ill_positive} of these test positive")
    says(f"Of the {healthy} who are healthy, about {c.healthy_positive} test positive")
    says(f"So {c.positives} test positive, and {c.ill_positive} of them are ill")
    assert round(c.positives / c.ill_positive) == 11
    exact = positive_predictive_value(0.01, 0.9, 0.09)
    says(f"about one in eleven, or {exact:.1%}".replace("%", " %"))
    says(rf"= \frac{{9}}{{{9 / exact:.1f}}} = {exact * 100:.1f}\ \%")
    says(
        f"into {ill} ill, {c.ill_positive} positive and {c.ill_negative} negative, and"
    )
    says(f"{c.healthy_positive} positive and {c.healthy_negative} negative. Right")


def test_another_base_rate(says):
    c = natural_frequencies(1000, 0.25, 0.9, 0.09)
    share = f"{positive_predictive_value(0.25, 0.9, 0.09):.0%}".replace("%", " %")
    says(f"{c.ill_positive} of them positive; of 750 healthy, {750 * 0.09}, so about")
    says(f"{c.ill_positive} of about {c.positives}: {share}")


def test_precision_of_an_auc(says):
    apart = np.sqrt(2) * norm.ppf(0.8)
    says(f"means lie {apart:.2f} standard deviations apart")
    prevalence = flagged = 0.01

    def excess(bar):
        share = prevalence * norm.sf(bar - apart) + (1 - prevalence) * norm.sf(bar)
        return share - flagged

    recall = norm.sf(brentq(excess, -5, 9) - apart)
    precision = prevalence * recall / flagged
    says(f"gives a precision of only {precision:.0%}".replace("%", " %"))
    text = f"catches {recall:.0%} of the positives with a precision of {precision:.0%}"
    says(text.replace("%", " %"))
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1], 20_011)
    scores = rng.normal(size=labels.size) + apart * labels
    assert auc_by_ranks(scores, labels) == pytest.approx(0.8, abs=0.01)


def test_real_discoveries(says):
    true, false = 100 * 0.8, 900 * 0.05
    says(
        f"{true:.0f} true and {false:.0f} false discoveries. "
        f"Among the {true + false:.0f} significant"
    )
    share = f"{true / (true + false):.0%}".replace("%", " %")
    says(f"significant results {share} are real")
    says(f"real effect in {share} of cases, not 95 %")
    half = 0.5 * 0.8 / (0.5 * 0.8 + 0.5 * 0.05)
    says(f"half of all ideas work, it is {half:.0%}".replace("%", " %"))


def test_a_result_that_is_just_significant(says):
    shift = norm.isf(0.05 / 2) + norm.isf(0.2)  # power 80 %, two-sided level 5 %
    z = norm.isf(0.04 / 2)
    ratio = (norm.pdf(z - shift) + norm.pdf(-z - shift)) / (2 * norm.pdf(z))
    says(f"it is only {ratio:.1f} times as likely under a real effect")
    real = 0.1 * ratio / (0.1 * ratio + 0.9)
    share = f"{real:.0%}".replace("%", " %")
    says(f"it is real in about {share} of cases")
    says(f"one with p = 0.04 exactly in about {share}")
    assert round(1 / real) == 4


def test_chance_that_it_pays(says):
    deviation = (1.4 - 0.2) / 2 / norm.ppf(0.95)
    pays = norm.sf((0.3 - 0.8) / deviation)
    says(f"We are about {pays:.0%} sure that it pays".replace("%", " %"))


def test_interval_of_the_example(says):
    half = 1.96 * 0.8 / norm.isf(0.04 / 2)  # z = 2.05 at p = 0.04
    says(f"from {0.8 - half:.2f} to {0.8 + half:.2f}; it pays above 0.3 %")


def test_errors_of_two_processes(says):
    old, new = 1000 - 800, 1000 - 850
    says(f"we now get {new} wrong instead of {old}")
    assert old == 60 + 140 and new == 40 + 110
    assert (old - new) / old == 0.25
    saved = 20 * 500 + 30 * 20
    says(f"about USD {saved:,} saved per 1,000 cases")
    error = np.sqrt(0.8 * 0.2 / 1000 + 0.85 * 0.15 / 1000)
    says(f"standard error of {error * 100:.1f} points")
    says("or by 6 % relative to 80")
    assert round(5 / 80 * 100) == 6 and pytest.approx(0.84) == 0.8 * 1.05
