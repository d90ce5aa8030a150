from itertools import chain, combinations

import numpy as np
import pytest
from snippets.ml_system_design.capacity_constrained_cutoff import (
    action_threshold,
    cost_threshold,
    review,
)


def best_value(values, minutes, capacity):
    cases = range(len(values))
    subsets = chain.from_iterable(
        combinations(cases, k) for k in range(len(values) + 1)
    )
    fitting = (s for s in subsets if sum(minutes[i] for i in s) <= capacity)
    return max(sum(values[i] for i in s) for s in fitting)


@pytest.mark.parametrize("seed", range(7))
def test_with_equal_times_nothing_better_exists(seed):
    values = np.random.default_rng(seed).normal(size=11)
    for capacity in (0, 5, 17, 50, 100):
        chosen = review(values, np.full(11, 5.0), capacity)
        assert 5 * len(chosen) <= capacity
        expected = best_value(values, [5.0] * 11, capacity)
        assert values[chosen].sum() == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(7))
def test_otherwise_less_is_lost_than_the_first_left_out(seed):
    rng = np.random.default_rng(seed)
    values, minutes = rng.uniform(1, 9, 11), rng.uniform(1, 9, 11)
    chosen = review(values, minutes, 23.0)
    assert minutes[chosen].sum() <= 23.0
    order = np.argsort(-values / minutes)
    left_out = values[order[len(chosen)]]
    lost = best_value(values, minutes, 23.0) - values[chosen].sum()
    assert -1e-9 < lost < left_out


def test_with_slack_capacity_it_is_the_threshold():
    probability = np.random.default_rng(0).random(101)
    values = 0.5 * 60 * probability - 4
    chosen = review(values, np.ones(101), 1000)
    expected = np.flatnonzero(probability > action_threshold(4, 60, 0.5))
    assert sorted(chosen) == list(expected)


def test_thresholds_balance_both_costs():
    threshold = cost_threshold(5, 95)
    assert threshold == 0.05
    assert (1 - threshold) * 5 == pytest.approx(threshold * 95)
    assert cost_threshold(0, 3) == 0 and cost_threshold(3, 0) == 1
    assert action_threshold(4, 60, 0.5) == pytest.approx(4 / 30)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="not both zero, got 0 and 0"):
        cost_threshold(0, 0)
    with pytest.raises(ValueError, match=r"effectiveness in \(0, 1\], got 4, 60, 0"):
        action_threshold(4, 60, 0)
    with pytest.raises(ValueError, match="vectors of one length"):
        review([1, 2], [1, 2, 3], 5)
    with pytest.raises(ValueError, match="minutes above zero"):
        review([1, 2], [1, 0], 5)
