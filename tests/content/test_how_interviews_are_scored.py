"""The numbers of the page come out of its snippets."""

import numpy as np
import pytest

from snippets.strategy.selection_noise import error_rates, pass_probability
from snippets.strategy.spearman_brown import interviews_needed, spearman_brown

PAGE = "strategy/how-interviews-are-scored"
ONE, BAR = 0.4, 0.2


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def chance(percentile, count=4, one=ONE):
    return float(pass_probability(percentile, spearman_brown(one, count), BAR))


def test_reliability_of_a_loop(says):
    four, five = (spearman_brown(ONE, count) for count in (4, 5))
    assert pytest.approx(four) == 4 * ONE / (1 + 3 * ONE)
    says(f"loop of four with $1.6/2.2 = {four:.2f}$, and of five with {five:.2f}")
    says(rf"\frac{{4 \cdot 0.4}}{{1 + 3 \cdot 0.4}} = {four:.3f}")
    says(f"1.6 over 2.2, which is {four:.2f}")
    says(f"For $r = 0.4$ and $k = 4$: {four:.2f}")
    needed = interviews_needed(ONE, 0.8), interviews_needed(ONE, 0.9)
    says("0.8 takes {} interviews, 0.9 takes {}".format(*needed))
    better, more = spearman_brown(0.5, 5), spearman_brown(ONE, 6)
    says(
        f"instead of 0.4 reach {better:.2f}, a sixth of reliability 0.4 only {more:.2f}"
    )


def test_chances_by_percentile(says):
    high, middle, low = (
        f"{chance(q):.0%}".replace("%", " %") for q in (0.95, 0.85, 0.7)
    )
    says(
        f"95th percentile passes in {high} of loops, at the 85th percentile in {middle}"
    )
    says(f"at the 70th in {low}.")
    says("fails one loop in seven")
    assert 1 / (1 - chance(0.95)) == pytest.approx(7, abs=0.5)
    three = 1 - (1 - chance(0.85)) ** 3
    says(f"in three independent loops with probability {three:.0%}".replace("%", " %"))


def test_good_candidates_rejected(says):
    four, one = (
        f"{error_rates(spearman_brown(ONE, count), BAR, 0.2)[0]:.0%}".replace("%", " %")
        for count in (4, 1)
    )
    says(f"{four} are rejected. With a single interview it would be {one}")
    says(f"About {four}, in the bivariate normal model.")
    says(f"With a single interview of that reliability: {one}")


def test_figure_description(says):
    ends = {
        q: [f"{chance(q, count):.2f}" for count in (1, 10)] for q in (0.95, 0.85, 0.7)
    }
    says("95th percentile rises from {} to {}".format(*ends[0.95]))
    says("the 85th from {} to {}".format(*ends[0.85]))
    says("the 70th falls from {} to {}".format(*ends[0.7]))
    starts = [f"{chance(q, 1, 0.7):.2f}" for q in (0.95, 0.85, 0.7)]
    says("further apart, at {}, {} and {}".format(*starts))


def test_brier_score(says):
    predicted, passed = np.array([0.8, 0.6, 0.7]), np.array([1, 0, 0])
    score, constant = (np.mean((p - passed) ** 2) for p in (predicted, 0.5))
    says(f"two failures give {score:.2f}; always saying 0.5 would give {constant:.2f}")


def test_range_restriction(says):
    rho, u, rating = 0.42, 0.5, 0.5
    seen = rho * u / np.sqrt(1 - rho**2 + rho**2 * u**2)
    noisy = seen * np.sqrt(rating)
    says(rf"With $\rho = {rho}$ and $u = {u}$ one sees {seen:.2f}")
    says(f"{seen:.2f} becomes {noisy:.2f}")
    error = (1 - noisy**2) / np.sqrt(60 - 1)
    says(f"near {noisy:.2f} has a standard error of about {error:.2f}")
    rng = np.random.default_rng(0)
    score = rng.normal(size=1_000_003)
    outcome = rho * score + np.sqrt(1 - rho**2) * rng.normal(size=score.size)
    kept = score > np.quantile(score, 0.7)
    fraction = score[kept].std()
    expected = rho * fraction / np.sqrt(1 - rho**2 + rho**2 * fraction**2)
    measured = np.corrcoef(score[kept], outcome[kept])[0, 1]
    assert measured == pytest.approx(expected, abs=0.01)


def test_greedy_fails_on_the_example():
    numbers, target = [3, 3, 4], 6
    left = target
    for number in sorted(numbers, reverse=True):
        left -= number if number <= left else 0
    assert left > 0 and numbers[0] + numbers[1] == target
