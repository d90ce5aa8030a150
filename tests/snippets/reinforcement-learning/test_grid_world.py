import gymnasium
import numpy as np
import pytest
from snippets.reinforcement_learning.grid_world import MOVES, grid_world
from snippets.reinforcement_learning.mdp_exact_solver import optimal_values


def test_probabilities_sum_to_one_and_goals_absorb():
    transitions, rewards = grid_world(3, 5, {(0, 4): 2.0}, slip=0.3, step_reward=-1)
    np.testing.assert_allclose(transitions.sum(axis=2), 1)
    assert (transitions[4, :, 4] == 1).all() and (rewards[4] == 0).all()


def test_without_slipping_the_value_is_the_discounted_distance():
    transitions, rewards = grid_world(3, 5, {(2, 4): 7.0}, slip=0)
    values = optimal_values(transitions, rewards, 0.9).reshape(3, 5)
    for row in range(3):
        for column in range(5):
            steps = (2 - row) + (4 - column)
            expected = 7 * 0.9 ** (steps - 1) if steps else 0
            assert values[row, column] == pytest.approx(expected)


def test_walls_keep_the_walker_in_place():
    transitions, _ = grid_world(2, 3, {(1, 2): 1.0}, slip=0)
    up, left = list(MOVES).index("up"), list(MOVES).index("left")
    assert transitions[0, up, 0] == transitions[0, left, 0] == 1


def test_a_slip_goes_to_either_side_and_each_step_is_paid():
    transitions, rewards = grid_world(3, 5, {(0, 2): 4.0}, slip=0.2, step_reward=-1)
    center, right, up = 7, list(MOVES).index("right"), list(MOVES).index("up")
    expected = np.zeros(15)
    expected[[8, 2, 12]] = 0.8, 0.1, 0.1  # right; up and down by slipping
    np.testing.assert_allclose(transitions[center, right], expected)
    assert rewards[center, right] == pytest.approx(-1 + 0.1 * 4)
    assert rewards[center, up] == pytest.approx(-1 + 0.8 * 4)


def test_frozen_lake_is_solved_by_the_same_iteration():
    lake = gymnasium.make("FrozenLake-v1", is_slippery=True).unwrapped
    states, actions = lake.observation_space.n, lake.action_space.n
    transitions = np.zeros((states, actions, states))
    rewards = np.zeros((states, actions))
    for s in range(states):
        for a in range(actions):
            for chance, after, reward, done in lake.P[s][a]:
                transitions[s, a, s if done and s == after else after] += chance
                rewards[s, a] += chance * reward
    values = optimal_values(transitions, rewards, 0.99)
    assert values[0] == pytest.approx(0.542, abs=0.001)  # known for gamma 0.99


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="goals and slip"):
        grid_world(3, 3, {}, slip=0.1)
