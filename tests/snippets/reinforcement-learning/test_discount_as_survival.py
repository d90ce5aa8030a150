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


class _Highest:
    """Draws the largest number below one; every second draw decides who survives."""

    calls = 0

    def random(self, size):
        self.calls += 1
        return np.full(size, 0.0 if self.calls == 1 else np.nextafter(1, 0))


def test_a_row_that_rounds_to_less_than_one_stays_in_the_chain():
    chain = np.full((10, 10), 0.1)
    assert chain[0].cumsum()[-1] <= np.nextafter(1, 0)
    totals = simulate(chain, np.arange(10), 0.5, 0, 1, _Highest())
    assert totals.tolist() == [9.0]


def test_a_certain_move_is_made():
    # 0 -> 1 -> 2 -> 2: a run that lives n steps collects 1, 10, 100, 100, ...
    chain = np.array([[0, 1, 0], [0, 0, 1], [0, 0, 1]])
    totals = simulate(chain, [1, 10, 100], 0.8, 0, 101, np.random.default_rng(0))
    assert set(totals) <= {1.0, *(11.0 + 100 * k for k in range(100))}
    assert {1.0, 11.0, 111.0} <= set(totals)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="sum to one"):
        simulate(CHAIN / 2, REWARDS, 0.9, 0, 3, np.random.default_rng(0))
    with pytest.raises(ValueError, match="chain of 2 states"):
        simulate(CHAIN, [1, 2], 0.9, 0, 3, np.random.default_rng(0))
    with pytest.raises(ValueError, match="gamma in"):
        simulate(CHAIN, REWARDS, 1.0, 0, 3, np.random.default_rng(0))
