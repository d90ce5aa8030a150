import numpy as np
import pytest
from snippets.reinforcement_learning.discount_as_survival import simulate

CHAIN = np.array([[0.5, 0.3, 0.2], [0.1, 0.6, 0.3], [0.4, 0.4, 0.2]])
REWARDS = np.array([1.0, -2.0, 5.0])


@pytest.mark.parametrize("gamma", [0.5, 0.9, 0.95])
def test_dying_is_discounting(gamma):
    values = np.linalg.solve(np.eye(3) - gamma * CHAIN, REWARDS)
    totals = simulate(CHAIN, REWARDS, gamma, 1, 100_003, np.random.default_rng(0))
    error = totals.std() / np.sqrt(totals.size)
    assert totals.mean() == pytest.approx(values[1], abs=3.3 * error)


def test_without_a_future_only_the_first_reward_counts():
    totals = simulate(CHAIN, REWARDS, 0.0, 2, 7, np.random.default_rng(0))
    assert totals.tolist() == [5.0] * 7


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="chain of 2 states"):
        simulate(CHAIN, [1, 2], 0.9, 0, 3, np.random.default_rng(0))
    with pytest.raises(ValueError, match="gamma in"):
        simulate(CHAIN, REWARDS, 1.0, 0, 3, np.random.default_rng(0))
