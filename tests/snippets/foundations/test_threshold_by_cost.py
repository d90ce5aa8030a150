import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from snippets.foundations.threshold_by_cost import (
    cost_curve,
    cost_threshold,
    simulate,
)


def test_counts_agree_with_scikit_learn():
    scores, labels = simulate(2003, np.random.default_rng(0))
    for threshold in (0.01, 0.05, 0.3, 0.9):
        (_, fp), (fn, _) = confusion_matrix(labels, scores > threshold)
        (cost,) = cost_curve(scores, labels, [threshold], 5, 95)
        assert cost == pytest.approx((5 * fp + 95 * fn) / 2003)


def test_a_score_at_the_threshold_is_not_acted_on():
    scores, labels = np.array([0.2, 0.7, 0.7, 0.9]), np.array([0, 1, 0, 1])
    found = cost_curve(scores, labels, [0.1, 0.7, 0.95], 1, 20)
    np.testing.assert_allclose(found, [2 / 4, 20 / 4, 40 / 4])


def test_calibrated_scores_are_cheapest_at_the_threshold_of_the_costs():
    scores, labels = simulate(400_009, np.random.default_rng(1))
    grid = np.linspace(0.01, 0.2, 39)
    costs = cost_curve(scores, labels, grid, 5, 95)
    assert costs[np.argmin(abs(grid - 0.05))] == pytest.approx(costs.min(), rel=2e-3)


def test_overconfidence_keeps_the_ranking_and_moves_the_minimum():
    calm = simulate(100_003, np.random.default_rng(2))
    bold = simulate(100_003, np.random.default_rng(2), sharpness=1.8)
    np.testing.assert_array_equal(np.argsort(calm[0]), np.argsort(bold[0]))
    np.testing.assert_array_equal(calm[1], bold[1])
    grid = np.geomspace(0.001, 0.5, 60)
    best = [grid[cost_curve(*both, grid, 5, 95).argmin()] for both in (calm, bold)]
    assert best[1] < best[0] / 3


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="sharpness above zero, got 0"):
        simulate(5, np.random.default_rng(0), 0)
    with pytest.raises(ValueError, match=r"one length, got \(3,\) and \(2,\)"):
        cost_curve([0.1, 0.2, 0.3], [0, 1], [0.5], 1, 1)


def test_the_threshold_balances_both_costs():
    threshold = cost_threshold(5, 95)
    assert threshold == 0.05
    assert (1 - threshold) * 5 == pytest.approx(threshold * 95)
    assert cost_threshold(0, 3) == 0 and cost_threshold(3, 0) == 1
    with pytest.raises(ValueError, match="not both zero, got 0 and 0"):
        cost_threshold(0, 0)
