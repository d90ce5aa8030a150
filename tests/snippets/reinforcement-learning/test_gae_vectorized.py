import numpy as np
import pytest
from snippets.reinforcement_learning.gae_vectorized import gae

T, N = 23, 7


def _random(seed, ends=0.15, cuts=0.1):
    rng = np.random.default_rng(seed)
    numbers = rng.normal(size=(3, T, N))
    return (*numbers, rng.random((T, N)) < ends, rng.random((T, N)) < cuts)


def direct(rewards, values, next_values, terminated, truncated, gamma, lam):
    """The sum of (gamma lam)^l delta_{t+l}, written out for each step: O(T² N)."""
    advantages = np.zeros_like(rewards)
    for t, n in np.ndindex(rewards.shape):
        weight = 1.0
        for k in range(t, len(rewards)):
            after = 0.0 if terminated[k, n] else next_values[k, n]
            delta = rewards[k, n] + gamma * after - values[k, n]
            advantages[t, n] += weight * delta
            weight *= gamma * lam
            if terminated[k, n] or truncated[k, n]:
                break
    return advantages


@pytest.mark.parametrize("lam", [0.0, 0.7, 0.95, 1.0])
@pytest.mark.parametrize("seed", [1, 2])
def test_agrees_with_the_direct_sum(seed, lam):
    case = _random(seed)
    assert gae(*case, 0.97, lam) == pytest.approx(direct(*case, 0.97, lam), abs=1e-10)


def test_three_steps_by_hand():
    column = np.array([[1.0], [0.0], [2.0]]), np.array([[0.5], [1.0], [1.5]])
    after = np.array([[1.0], [1.5], [99.0]])
    ends, cuts = np.array([[False], [False], [True]]), np.zeros((3, 1), bool)
    found = gae(*column, after, ends, cuts, 0.9, 0.95)[:, 0]
    assert found == pytest.approx([2.0647625, 0.7775, 0.5])


def test_lambda_one_is_return_minus_value():
    rewards, values, after, _, _ = _random(3)
    ends, cuts = np.zeros((T, N), bool), np.zeros((T, N), bool)
    ends[-1] = True
    after[:-1] = values[1:]
    returns = [sum(0.9**k * r for k, r in enumerate(rewards[t:])) for t in range(T)]
    found = gae(rewards, values, after, ends, cuts, 0.9, 1.0)
    assert found == pytest.approx(np.array(returns) - values)


def test_nothing_crosses_a_boundary():
    case = _random(4)
    boundary = case[3] | case[4]
    boundary[11] = case[4][11] = True
    other = [array.copy() for array in case]
    other[0][12:] += 5
    first, second = gae(*case, 0.9, 0.9), gae(*other, 0.9, 0.9)
    assert np.array_equal(first[:12], second[:12])


def test_integer_rewards_are_fine():
    ones = np.ones((3, 2), int)
    found = gae(ones, 0 * ones, 0 * ones, ones == 0, ones == 0, 0.5, 1.0)
    assert found[:, 0] == pytest.approx([1.75, 1.5, 1.0])
    flags = np.array([[0, 0], [1, 1], [0, 0]])
    found = gae(ones, 0 * ones, 4 * flags, flags, 0 * flags, 0.5, 1.0)
    assert found[:, 1] == pytest.approx([1.5, 1.0, 1.0])


def test_garbage_after_a_terminated_step_is_ignored():
    case = _random(6)
    expected = gae(*case, 0.9, 0.9)
    case[2][case[3]] = np.nan
    assert np.array_equal(gae(*case, 0.9, 0.9), expected)


def test_other_shapes_are_told():
    case = list(_random(5))
    case[1] = case[1][:, :3]
    with pytest.raises(ValueError, match=r"one shape \(T, N\), got"):
        gae(*case, 0.9, 0.9)
    with pytest.raises(ValueError, match="one shape"):
        gae(*(array[:, 0] for array in case), 0.9, 0.9)
