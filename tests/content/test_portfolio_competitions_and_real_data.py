"""The numbers of the page come out of its snippets."""

import numpy as np
import pytest
from scipy.stats import binom, norm

from snippets.strategy.figures.board_luck import NOISE, PRIVATE, PUBLIC, REAL, scores
from snippets.strategy.label_noise_ceiling import measured_accuracy, measured_by_class
from snippets.strategy.leaderboard_luck import expected_best
from snippets.strategy.learning_curve_fit import curve, extrapolate

PAGE = "strategy/portfolio-competitions-and-real-data"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def percent(value, digits=1):
    return f"{value:.{digits}%}".replace("%", " %")


@pytest.mark.parametrize(
    ("submissions", "items"),
    [(1, 1000), (10, 1000), (100, 1000), (1000, 1000), (100, 200), (100, 10_000)],
)
def test_table_of_luck(says, submissions, items):
    best = percent(expected_best(submissions, items))
    says(f"| {submissions:,} | {items:,} | {best} |")


def test_luck_grows_slowly_and_shrinks_with_the_root():
    many = expected_best(10_000, 1000) - 0.5
    some = expected_best(100, 1000) - 0.5
    assert many / some == pytest.approx(np.sqrt(2), rel=0.1)
    large = expected_best(100, 16_000) - 0.5
    assert some / large == pytest.approx(4, rel=0.02)


def test_luck_answer(says):
    best = expected_best(100, 1000)
    says(f"The best of them will show about {percent(best, 0)}")
    says(f"The exact sum over the binomial gives {percent(best)}")
    deviation = np.sqrt(0.25 / 1000)
    grid = np.linspace(-8, 8, 16_001)
    step = grid[1] - grid[0]
    top = np.sum(grid * 100 * norm.cdf(grid) ** 99 * norm.pdf(grid)) * step
    says(f"independent standard normals is {top:.2f}, hence")
    says(rf"$0.5 + {top:.2f} \cdot {deviation:.4f} = {0.5 + top * deviation:.3f}$")
    says(rf"\bigl(1 - F(x)^k\bigr) = {best:.3f} .$$")
    says(f"has standard deviation {deviation * 100:.2f} points")
    noise = binom.std(300, 0.7) / 300
    says(f"one standard deviation is {noise * 100:.1f} points")
    needed = round((top * 0.5 / 0.005) ** 2, -3)
    says(f"For 0.005 that is $n = {needed:,.0f}$".replace(",", "{,}", 1))


def test_figure_description(says):
    for accuracies, seed in ((NOISE, 7), (REAL, 8)):
        public, private = scores(accuracies, seed)
        best = public.argmax()
        says(f"scores {public[best]:.3f} there and {private[best]:.3f} in private")
        assert private[best] < public[best]
        assert abs(np.corrcoef(public, private)[0, 1]) < 0.6
    says(f"with {PUBLIC} public and {PRIVATE} private items")


def test_label_noise(says):
    says(f"with 3.3 % noise, {percent(measured_accuracy(1, 0.033))}")
    for name, recall, specificity in (("A", 0.95, 0.80), ("B", 0.55, 0.96)):
        true, measured = (
            measured_by_class(recall, specificity, 0.3, *noise)
            for noise in ((0, 0), (0.3, 0.01))
        )
        row = f"| {name} | {recall:.2f} | {specificity:.2f} | {percent(true)}"
        says(f"{row} | {percent(measured)} |")


def test_learning_curve_intervals(says):
    rng = np.random.default_rng(0)
    sizes = np.array([500, 1000, 2000, 4000, 8000, 16_000])
    errors = curve(sizes, 2.0, 0.35, 0.06) * (1 + 0.02 * rng.normal(size=6))
    near, far = (
        extrapolate(sizes, errors, at, 0.02, np.random.default_rng(1))
        for at in (32_000, 160_000)
    )
    says(f"interval from {near[0]:.3f} to {near[2]:.3f}, and at 160,000 from")
    says(f"from {far[0]:.3f} to {far[2]:.3f}; the truth is")
    truth = [curve(at, 2.0, 0.35, 0.06) for at in (32_000, 160_000)]
    says("the truth is {:.3f} and {:.3f}".format(*truth))
