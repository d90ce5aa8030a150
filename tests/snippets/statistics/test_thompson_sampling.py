import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta

from snippets.statistics.thompson_sampling import cumulative_regret, greedy, thompson


def test_chooses_each_arm_with_its_probability_of_being_best():
    wins, losses, runs = np.array([3.0, 5]), np.array([7.0, 11]), 20_011
    chosen = thompson(
        np.tile(wins, (runs, 1)), np.tile(losses, (runs, 1)), np.random.default_rng(0)
    )
    expected, _ = quad(lambda p: beta.pdf(p, 6, 12) * beta.cdf(p, 4, 8), 0, 1)
    error = np.sqrt(expected * (1 - expected) / runs)
    assert chosen.mean() == pytest.approx(expected, abs=4 * error)


def test_greedy_follows_the_mean_and_splits_ties():
    wins, losses = np.array([[3.0, 1, 0]]), np.array([[1.0, 0, 0]])  # 4/6, 2/3, 1/2
    chosen = greedy(np.repeat(wins, 997, 0), np.repeat(losses, 997, 0), generator())
    assert set(chosen) == {0, 1}
    assert 0.4 < chosen.mean() < 0.6


def generator():
    return np.random.default_rng(1)


def test_regret_of_a_fixed_arm_is_a_straight_line():
    def first(wins, losses, rng):
        return np.zeros(len(wins), dtype=int)

    regret = cumulative_regret(first, [0.3, 0.7], 11, 5, generator())
    np.testing.assert_allclose(regret, np.tile(0.4 * np.arange(1, 12), (5, 1)))


def test_equal_arms_cost_nothing():
    assert not cumulative_regret(thompson, [0.3, 0.3], 13, 7, generator()).any()


def test_regret_flattens_because_the_policy_learns():
    regret = cumulative_regret(thompson, [0.2, 0.8], 400, 53, generator()).mean(axis=0)
    assert regret[-1] - regret[199] < 0.3 * regret[199]
    assert np.all(np.diff(regret) >= 0)


def test_rejects_a_rate_above_one():
    with pytest.raises(ValueError, match="expected rates between 0 and 1"):
        cumulative_regret(thompson, [0.5, 1.5], 3, 2, generator())
