import math
from itertools import product

import numpy as np
import pytest
from scipy.stats import binom

from snippets.foundations.bias_variance_mc import closed_form, decompose, hat_matrix
from snippets.foundations.double_descent import experiment, gaussian_variance
from snippets.foundations.figures.bias_variance_terms import INPUTS, SIGMA, terms, truth
from snippets.foundations.figures.double_descent import GRID, N, curves
from snippets.foundations.generalization_bounds import (
    size_by_hoeffding,
    size_by_normal,
    uniform_gap,
)
from snippets.foundations.optimism_and_df import (
    early_stopping_filter,
    optimism,
    ridge_filter,
)

PAGE = "foundations/bias-variance-generalization"


@pytest.fixture(scope="module")
def medians():
    """Medians of the figure, a dict (field, number of features)."""
    found = curves()
    return {
        (name, int(p)): value
        for name, values in found.items()
        for p, value in zip(GRID, values, strict=True)
    }


@pytest.mark.parametrize(
    "name, degree", [("line", 1), ("degree 7", 7), ("degree 15", 15)]
)
def test_table_of_three_procedures(states, name, degree):
    term, gap = terms(degree), optimism(hat_matrix(INPUTS, degree), SIGMA)
    numbers = [term.bias2, term.variance, term.noise, term.total, term.total - gap, gap]
    cells = [f"{number:.3f}" for number in numbers]
    states(PAGE, f"| {name} | {' | '.join(cells)} |")


def test_training_error_of_the_table_is_what_a_simulation_finds():
    rng = np.random.default_rng(0)
    labels = truth() + SIGMA * rng.normal(size=(2000, len(INPUTS)))
    fitted = labels @ hat_matrix(INPUTS, 7).T
    assert np.mean((labels - fitted) ** 2) == pytest.approx(0.202, abs=0.004)


def test_the_setting_of_the_example(states):
    states(PAGE, f"at {len(INPUTS)} equally spaced points")
    states(PAGE, f"deviation {SIGMA}")
    states(PAGE, f"{SIGMA**2} in squared units")


def test_caption_of_the_terms(states):
    states(PAGE, f"falls in steps from {terms(0).bias2:.2f} to zero at degree 7")
    totals = [terms(degree).total for degree in range(16)]
    assert np.argmin(totals) == 7
    assert terms(8).bias2 == pytest.approx(terms(7).bias2, abs=1e-12)
    penalties = np.geomspace(0.01, 300, 400)
    best = penalties[np.argmin([terms(15, p).total for p in penalties])]
    states(PAGE, f"lowest total near a penalty of {best:.1f}")


def test_ten_times_the_data(states):
    many = np.linspace(-1, 1, 400)
    line, large = terms(1, inputs=many).total, terms(15, inputs=many).total
    states(
        PAGE, f"error of {terms(1).total:.3f} with 40 points and {line:.3f} with 400"
    )
    states(PAGE, f"ten times the data buys {terms(1).total - line:.3f}")
    states(PAGE, f"from {terms(15).total:.3f} to {large:.3f}, close to the floor")


def test_early_stopping_stays_close_to_ridge(states):
    singular, step, steps = np.sqrt(np.geomspace(1e-3, 1e3, 20_001)), 1e-5, 10_000
    stopped = early_stopping_filter(singular, step, steps)
    gap = np.abs(stopped - ridge_filter(singular, 1 / (step * steps))).max()
    states(PAGE, f"never differ by more than {gap:.3f}")


def test_bounds(states):
    many, one = uniform_gap(1e6, 10_000), uniform_gap(1, 10_000)
    states(PAGE, f"$\\delta = 0.05$ give {many:.4f}; a single one gives {one:.4f}")
    states(PAGE, f"root {many:.4f}. So with 95 %")
    states(PAGE, f"would give {one * 100:.1f}.")
    logs = math.log(1e6), math.log(40)
    states(PAGE, f"That is {logs[0]:.1f} plus {logs[1]:.1f}, {sum(logs):.1f} over")
    states(PAGE, rf"$\ln 10^6 = {logs[0]:.3f}$ and $\ln 40 = {logs[1]:.3f}$")
    states(PAGE, rf"$\sqrt{{{sum(logs):.3f}/20{{,}}000}} = {many:.4f}$")
    states(PAGE, f"hypotheses give {uniform_gap(1e12, 10_000):.4f}")
    size = size_by_hoeffding(0.01, hypotheses=1e6)
    states(PAGE, f"over a million hypotheses, {size:,} examples")
    states(PAGE, f"within {2 * many:.4f} of the best in the list")
    assert 0.5 - many > 0.47


def test_sizes_of_test_sets(states):
    hoeffding = size_by_hoeffding(0.01)
    worst, high = size_by_normal(0.01), size_by_normal(0.01, 0.95)
    states(PAGE, f"Hoeffding asks for {hoeffding:,} test examples")
    text = f"{worst:,} at worst (accuracy 50 %) and {high:,} at an accuracy of 95 %"
    states(PAGE, text)
    states(PAGE, f"{worst:,} in the worst case, p one half, and about {high:,} if")
    states(PAGE, f"over 0.0002, that is {hoeffding:,}")
    assert size_by_normal(0.005) == pytest.approx(4 * worst, rel=1e-4)
    paired = math.sqrt(0.04 / worst) * 100
    states(PAGE, f"is {paired:.1f} points, so 1.96 of them are {1.96 * paired:.1f}")
    states(PAGE, f"gives ±{1.96 * 0.5 / math.sqrt(500) * 100:.1f} points at worst")


def test_one_frequency_labels_seven_points_in_every_way(states):
    places = 10.0 ** np.arange(1, 8)
    labelings = list(product([-1, 1], repeat=7))
    for labels in labelings:
        frequency = np.pi * (1 + np.sum((1 - np.array(labels)) / 2 * places))
        assert np.sign(np.sin(frequency / places)).tolist() == list(labels)
    states(PAGE, f"some $w$ produces each of the {len(labelings)} labelings")


def test_no_free_lunch_by_enumeration():
    learners = [lambda seen: 2 * sum(seen) > 5, lambda seen: 2 * sum(seen) <= 5]
    for learner in learners:
        errors = [
            np.mean([learner(labels[:5]) != label for label in labels[5:]])
            for labels in product([0, 1], repeat=8)
        ]
        assert np.mean(errors) == 0.5


def test_double_descent(states, medians):
    test, ridge = (
        {p: medians[name, p] for p in (20, 50, 100, 500)} for name in ("test", "ridge")
    )
    text = f"is {test[20]:.2f} at $p = 20$, {test[50]:.0f} at $p = 50$ and"
    states(PAGE, f"{text} {test[500]:.2f} at $p = 500$")
    small, wide = medians["smallest", 50], medians["smallest", 100]
    states(PAGE, f"{small:.3f} here, against {wide:.2f} at $p = 100$")
    states(PAGE, f"reaches {ridge[50]:.2f} at the peak and {ridge[500]:.2f} at the end")
    assert 0.45 < ridge[500] / test[500] < 0.55  # "half the error"
    states(PAGE, f"Test error falls to {test[20]:.2f} at 0.4, shoots up to")
    below = {int(p): medians["test", int(p)] for p in GRID if p < N}
    assert min(below, key=below.get) == 20 == 0.4 * N
    assert max(GRID, key=lambda p: medians["test", int(p)]) == N
    assert max(GRID, key=lambda p: medians["norm", int(p)]) == N
    assert all(medians["train", int(p)] < 1e-12 for p in GRID if p >= N)


def test_more_data_can_hurt(states, medians):
    def median(n, name):
        runs = [experiment(50, np.random.default_rng(i), n) for i in range(20)]
        return np.median([getattr(run, name) for run in runs])

    few, many, peak = median(25, "test"), median(100, "test"), medians["test", 50]
    states(PAGE, f"raises the test error from {few:.1f} to {peak:.0f}")
    states(PAGE, f"and 100 examples bring {many:.2f}")
    states(PAGE, f"raised the median test error from {few:.1f} to {peak:.0f}")
    ridge = f"from {median(25, 'ridge'):.2f} to {medians['ridge', 50]:.2f}"
    states(PAGE, f"Tuned ridge on the same tasks improved, {ridge}")


def test_gaussian_variances(states):
    at = {p: gaussian_variance(100, p) for p in (50, 90, 98, 102, 110, 200, 1000)}
    text = rf"{at[50]:.2f} $\sigma^2$ at $p = 50$, {at[98]:.0f} at 98, {at[110]:.1f}"
    states(PAGE, f"{text} at 110 and {at[1000]:.2f} at 1,000")
    text = rf"{at[90]:.0f} $\sigma^2$ at $p = 90$, {at[98]:.0f} at 98, {at[102]:.0f}"
    states(PAGE, f"{text} at 102, {at[110]:.1f} at 110, {at[200]:.2f} at 200")
    states(PAGE, rf"${1 + at[50] - 0.5:.2f}\,\sigma^2$ instead of")


def test_small_examples_of_answers(states):
    assert np.mean([6, 7, 8]) - 10 == -3
    assert np.var([6, 7, 8]) == pytest.approx(2 / 3)
    assert np.var([5, 10, 15]) == pytest.approx(50 / 3)
    bias2, variance, best = 0.2**2, 0.8**2 * 0.4, 1 / 1.4
    states(PAGE, f"= {bias2:.2f}$, variance $c^2 \\sigma^2 / n = {variance:.3f}$")
    states(PAGE, f"total {bias2 + variance:.3f}")
    total = (1 - best) ** 2 + best**2 * 0.4
    states(PAGE, f"= {best:.3f}$, gives {total:.3f}")
    assert optimism(hat_matrix(INPUTS, 15), SIGMA) == pytest.approx(0.2)
    states(PAGE, "$2 \\cdot 0.25 \\cdot 16/40 = 0.2$")


def test_variance_that_helps(states):
    labels = [0] * 50 + [1] * 50
    rest = [labels[:i] + labels[i + 1 :] for i in range(100)]
    majority = [2 * sum(seen) > 99 for seen in rest]
    assert all(
        bool(label) != vote for label, vote in zip(labels, majority, strict=True)
    )
    copying = np.mean(
        [np.mean(np.array(r) != y) for r, y in zip(rest, labels, strict=True)]
    )
    states(PAGE, f"probability $50/99 = {copying:.3f}$")
    vote = binom.sf(50, 101, 0.4)
    states(PAGE, f"(0.4 each) is right with probability {vote:.2f}")


def test_few_refits_inflate_the_bias(states):
    exact = terms(15)
    states(PAGE, f"five refits that is {exact.variance / 5:.2f}")
    assert exact.bias2 < 1e-4
    rng = np.random.default_rng(0)
    hat = hat_matrix(INPUTS, 15)
    labels = truth() + SIGMA * rng.normal(size=(500, len(INPUTS)))
    assert decompose(labels @ hat.T, truth(), SIGMA).total == pytest.approx(
        closed_form(hat, truth(), SIGMA).total, abs=0.005
    )


def test_design_numbers(states):
    width = 1.96 * math.sqrt(0.12 * 0.88 / 2000) * 100
    states(PAGE, f"2,000 items give ±{width:.1f} points")
    quarter, half, whole = 18.0, 14.0, 11.6
    ratio = (half - whole) / (quarter - half)
    states(PAGE, f"shrink by the factor {ratio:.1f}")
    double = whole - ratio * (half - whole)
    floor = whole - (half - whole) * ratio / (1 - ratio)
    text = f"to {double:.1f} % with twice the data and has its floor at {floor:.1f} %"
    states(PAGE, text)
    states(PAGE, f"{0.3 * whole:.1f} of the {whole} points are not the model's")
