import math

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from snippets.foundations.adaboost_bound import bound
from snippets.foundations.figures.boosting_rounds import losses
from snippets.foundations.lambda_gradients import lambda_gradients
from snippets.foundations.newton_boosting import boost, logistic, squared, staged
from snippets.foundations.split_gain import leaf_weight, split_gain
from snippets.foundations.target_statistics import (
    greedy_statistics,
    ordered_statistics,
)

PAGE = "foundations/gradient-boosting"
MINUS = "\N{MINUS SIGN}"


def signed(number, digits):
    return f"{number:.{digits}f}".replace("-", MINUS)


def sigmoid(score):
    return 1 / (1 + math.exp(-score))


def rows_needed(p, weight=1.0):
    return math.ceil(weight / (p * (1 - p)))


def unweighted(p, weight):
    return p / (p + weight * (1 - p))


def test_the_first_example(states):
    x, y = np.arange(1.0, 5)[:, None], np.array([10.0, 12, 20, 22])
    model = boost(x, y, squared, 1, nu=0.5, depth=1, lam=0.0)
    states(PAGE, f"Start with the mean, {model[0]:.0f}")
    _, threshold, left, right = model[1][0]
    assert threshold == 2.5
    states(PAGE, f"mean residual of each side: {signed(left, 0)} and {right:.0f}")
    scores = staged(model, x, 0.5)[-1]
    states(PAGE, "now " + ", ".join(f"{score:g}" for score in scores))
    residuals = ", ".join(signed(value, 1) for value in y - scores)
    states(PAGE, f"the residuals are {residuals}. Fit the next")
    labels = np.array([0.0, 0, 1, 1])
    model = boost(x, labels, logistic, 1, nu=1.0, depth=1, lam=0.0)
    _, _, left, right = model[1][0]
    states(PAGE, f"{signed(left, 0)} on the left, {right:.0f} on the right")
    states(PAGE, f"probabilities of {sigmoid(left):.2f} and {sigmoid(right):.2f}")


def test_gain_by_hand(states):
    left, right = (-4, 6), (6, 10)
    gain = split_gain(left, right, lam=1)
    states(PAGE, f"that is {gain:.2f}. The weights are")
    states(PAGE, rf"- 0.235] = {gain:.2f} .")
    states(PAGE, rf"\,[{16 / 7:.3f} + {36 / 11:.3f} - {4 / 17:.3f}]")
    states(PAGE, f"4 over 7, or {leaf_weight(*left, 1):.3f}, on the left")
    states(PAGE, f"or {signed(leaf_weight(*right, 1), 3)}, on the right")
    states(PAGE, f"{MINUS}2/17 = {signed(leaf_weight(2, 16, 1), 3)}")
    assert split_gain(left, right, lam=1, gamma=3) < 0
    assert split_gain(left, right, lam=1e6) * 1e6 == pytest.approx(24, rel=1e-3)
    assert min(split_gain(left, right, lam) for lam in np.geomspace(0.01, 1e6)) > 0
    assert split_gain((1, 1), (1, 1), lam=1) == pytest.approx(-1 / 6)
    states(PAGE, f"the gain is {MINUS}1/6")


def test_min_child_weight(states):
    states(PAGE, f"so {rows_needed(0.5)} rows suffice")
    text = f"takes {rows_needed(0.98)}, at $p = 0.99$ {rows_needed(0.99)}"
    states(PAGE, text)
    states(PAGE, f"common with rare events, {rows_needed(0.001):,} rows")
    states(PAGE, f"at 0.99 it takes {rows_needed(0.99)}")
    states(PAGE, f"means at least {rows_needed(0.5, 100)} rows")
    gradient, hessian = 40 * 0.98, 40 * 0.98 * 0.02
    states(PAGE, f"$G = {gradient:g}$, but $H = {hessian:.3f}$")
    states(PAGE, f"have $G = {gradient:g}$ and $H = {hessian:.3f}$")
    states(PAGE, f"step would be {signed(leaf_weight(gradient, hessian, 0), 0)}")
    states(PAGE, f"still {signed(leaf_weight(gradient, hessian, 1), 1)}")
    gain = split_gain((gradient, hessian), (0, 960 * 0.98 * 0.02), lam=1)
    states(PAGE, f"a gain of {gain:.0f} with")


def test_adaboost_numbers(states):
    states(PAGE, f"gets the vote {0.5 * math.log(0.7 / 0.3):.2f}")
    curve = bound(np.full(80, 0.3))
    states(PAGE, f"by the factor {curve[0]:.3f}; eighty")
    assert curve[79] < 1e-3 < curve[78]
    states(PAGE, f"$e^3 = {math.exp(3):.1f}$")
    states(PAGE, f"probability costs {math.log1p(math.exp(6)):.1f}")


def test_the_figure(states):
    run = {nu: losses(nu) for nu in (1.0, 0.4, 0.2, 0.1, 0.05)}
    best = {nu: validation.argmin() for nu, (_, validation) in run.items()}
    low = {nu: validation.min() for nu, (_, validation) in run.items()}
    text = f"best after {best[1.0]} rounds with a validation error of {low[1.0]:.3f}"
    states(PAGE, text)
    states(PAGE, f"step 0.1 reaches {low[0.1]:.3f} after {best[0.1]}")
    states(PAGE, f"the same {low[0.05]:.3f} after {best[0.05]}")
    text = f"is {low[1.0]:.3f} with step 1, {low[0.4]:.3f} with 0.4"
    states(PAGE, f"{text} and {low[0.1]:.3f} with 0.1")
    text = f"falls from {best[0.05]} at step 0.05 to {best[1.0]} at step 1"
    states(PAGE, text)
    states(PAGE, f"bottoms out lower, at {best[0.1]} rounds")
    a, b, c = (np.argmax(run[nu][0] <= 0.16) for nu in (0.2, 0.1, 0.05))
    states(PAGE, f"takes {a}, {b} and {c} rounds at steps 0.2, 0.1 and 0.05")
    train, validation = run[1.0]
    text = f"a training error of {train[300]:.4f} and a validation error of"
    states(PAGE, f"{text} {validation[300]:.3f}")


def test_histogram_sizes(states):
    rows, features, bins = 10_000_000, 100, 255
    small, large = rows * features / 1e9, 4 * rows * features / 1e9
    states(PAGE, f"bins of one byte take {small:g} GB instead of {large:g} GB")
    states(PAGE, f"at most {features * (bins - 1):,} thresholds")
    assert features * (rows - 1) == pytest.approx(1e9, rel=1e-6)  # "up to a billion"
    states(PAGE, f"sums per bin, is {features * bins * 2 * 8 / 1e3:.0f} kB")


def test_target_statistics(states):
    rng = np.random.default_rng(0)
    rows, levels = 10_000, 2_500
    states(PAGE, f"Take {rows:,} rows with coin-flip labels and {levels:,} categories")
    category, y = rng.integers(0, levels, rows), rng.integers(0, 2, rows)
    greedy = greedy_statistics(category, y, prior=0.5)
    ordered = ordered_statistics(category, y, prior=0.5, rng=rng)
    states(PAGE, f"ROC curve) of {roc_auc_score(y, greedy):.2f}, and new rows")
    states(PAGE, f"The training AUC is then {roc_auc_score(y, ordered):.2f}")
    table = np.full(levels, 0.5)
    table[category] = greedy
    fresh = table[rng.integers(0, levels, rows)]
    assert roc_auc_score(rng.integers(0, 2, rows), fresh) == pytest.approx(
        0.5, abs=0.02
    )


def test_unique_categories_are_separated_by_one_threshold():
    y, prior, strength = np.array([0, 1, 1, 0, 1, 0, 0]), 0.5, 1.0
    greedy = greedy_statistics(np.arange(7), y, prior, strength)
    low = strength * prior / (1 + strength)
    np.testing.assert_allclose(greedy, np.where(y, (1 + low * 2) / 2, low))


def test_scale_pos_weight(states):
    assert unweighted(0.5, 99) == pytest.approx(0.01)
    states(PAGE, f"the probability is {unweighted(0.5, 99):.2f}, the base rate")
    states(PAGE, "divide the predicted odds by the weight; 0.9 becomes")
    states(PAGE, f"0.9 becomes {unweighted(0.9, 99):.3f}")
    states(PAGE, f"0.9/(0.9 + 9.9) = {unweighted(0.9, 99):.3f}")
    states(PAGE, rf"$\ln w = {math.log(99):.1f}$")
    states(PAGE, f"gives {0.5 / 99:.3f} instead of 0.01")
    states(PAGE, f"for 0.9 gives {0.9 / 99:.3f} instead of {unweighted(0.9, 99):.3f}")
    true, grid = 0.03, np.linspace(1e-4, 1 - 1e-4, 100_000)
    cost = -99 * true * np.log(grid) - (1 - true) * np.log1p(-grid)
    assert unweighted(grid[cost.argmin()], 99) == pytest.approx(true, rel=1e-3)


def test_lambda_example(states):
    gradient, _ = lambda_gradients(np.array([2, 1, 0.5]), np.array([0, 2, 1]))
    first, second, third = (signed(value, 3) for value in gradient)
    states(PAGE, f"The gradients are {first}, {second} and {third}")
    assert gradient.sum() == pytest.approx(0)


def test_poisson_row_of_the_table():
    score, y, step = 0.3, 2.0, 1e-5

    def loss(score):
        return math.exp(score) - y * score

    slope = (loss(score + step) - loss(score - step)) / (2 * step)
    assert -slope == pytest.approx(y - math.exp(score), abs=1e-8)
    counts, scores = np.array([0.0, 3, 1, 2]), np.array([0.1, 0.5, -0.2, 0.3])
    grid = np.linspace(-2, 2, 400_001)
    total = np.exp(scores).sum() * np.exp(grid) - counts.sum() * grid
    best = math.log(counts.sum() / np.exp(scores).sum())
    assert grid[total.argmin()] == pytest.approx(best, abs=1e-4)


def test_signs_move_slowly(states):
    states(PAGE, f"at least {1000 / 0.1:,.0f} rounds")
