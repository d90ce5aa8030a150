import itertools

import numpy as np
import pytest
from snippets.reinforcement_learning.pg_exact_vs_sampled import (
    episode_gradients,
    exact_gradient,
    rollouts,
    softmax,
    values,
    visits,
)

GAMMA = 0.8


def layered(seed=3):
    """Five states in three layers, three actions; every episode ends in three steps."""
    rng = np.random.default_rng(seed)
    transitions = np.zeros((5, 3, 5))
    transitions[0, :, 1:3] = rng.dirichlet((1, 1), 3)
    transitions[1:3, :, 3:] = 0.9 * rng.dirichlet((1, 1), (2, 3))
    rewards = rng.normal(1, 2, (5, 3))
    start = np.array([0.7, 0.2, 0.1, 0, 0])
    return transitions, rewards, start, rng.normal(0, 0.7, (5, 3))


def enumerated(transitions, rewards, start, logits, gamma):
    """Sum P(trajectory) * return * score of the trajectory over all trajectories."""
    policy, gradient = softmax(logits), np.zeros_like(logits)

    def walk(state, chance, total, score, discount):
        for action in range(logits.shape[1]):
            p = chance * policy[state, action]
            got = total + discount * rewards[state, action]
            scored = score.copy()
            scored[state] += np.eye(logits.shape[1])[action] - policy[state]
            row = transitions[state, action]
            nonlocal gradient
            gradient = gradient + p * (1 - row.sum()) * got * scored
            for following in np.flatnonzero(row):
                walk(following, p * row[following], got, scored, discount * gamma)

    for state in np.flatnonzero(start):
        walk(state, start[state], 0.0, np.zeros_like(logits), 1.0)
    return gradient


def objective(case, gamma):
    transitions, rewards, start, logits = case
    return start @ values(transitions, rewards, softmax(logits), gamma)[1]


def differences(function, logits, step=1e-5):
    gradient = np.zeros_like(logits)
    for place in np.ndindex(logits.shape):
        move = np.zeros_like(logits)
        move[place] = step
        gradient[place] = (function(logits + move) - function(logits - move)) / step / 2
    return gradient


@pytest.mark.parametrize("gamma", [GAMMA, 1.0])
def test_the_theorem_agrees_with_every_trajectory_and_with_differences(gamma):
    case = layered()
    found = exact_gradient(*case, gamma)
    assert found == pytest.approx(enumerated(*case, gamma), abs=1e-12)
    expected = differences(
        lambda logits: objective((*case[:3], logits), gamma), case[3]
    )
    assert found == pytest.approx(expected, abs=1e-8)


def test_without_the_discount_in_visits_it_is_no_gradient():
    transitions, rewards, start, logits = layered()

    def jacobian(visit_gamma):
        columns = []
        for move in 1e-5 * np.eye(logits.size).reshape(-1, *logits.shape):
            ends = [
                exact_gradient(transitions, rewards, start, at, GAMMA, visit_gamma)
                for at in (logits + move, logits - move)
            ]
            columns.append((ends[0] - ends[1]).ravel() / 2e-5)
        return np.array(columns)

    true, dropped = jacobian(None), jacobian(1.0)
    assert np.abs(true - true.T).max() < 1e-8
    assert np.abs(dropped - dropped.T).max() > 0.005


def test_cross_derivatives_without_the_discount_differ_by_gamma():
    transitions = np.zeros((2, 2, 2))
    transitions[0, :, 1] = 0.9, 0.2  # else the episode ends
    rewards, start = np.array([[0.5, 0.0], [1.0, -1.0]]), np.array([1.0, 0.0])
    logits = np.array([[0.3, 0.0], [-0.4, 0.0]])

    def slope(of, by, visit_gamma):
        move = np.zeros((2, 2))
        move[by, 0] = 1e-5
        ends = [
            exact_gradient(transitions, rewards, start, at, GAMMA, visit_gamma)[of, 0]
            for at in (logits + move, logits - move)
        ]
        return (ends[0] - ends[1]) / 2e-5

    assert slope(0, 1, 1.0) == pytest.approx(GAMMA * slope(1, 0, 1.0), rel=1e-6)
    assert slope(0, 1, None) == pytest.approx(slope(1, 0, None), rel=1e-6)
    assert abs(slope(0, 1, None)) > 0.01


def _weights(rewards, gamma):
    after, rows = np.zeros(rewards.shape[1]), []
    for reward in rewards[::-1]:
        after = reward + gamma * after
        rows.append(after)
    return np.array(rows[::-1])


def test_all_baselines_agree_in_mean_and_differ_in_variance():
    transitions, rewards, start, logits = case = layered()
    policy = softmax(logits)
    state_values = values(transitions, rewards, policy, GAMMA)[1]
    rng = np.random.default_rng(5)
    states, actions, got = rollouts(
        transitions, rewards, start, policy, 40_009, rng=rng
    )
    assert states.shape[0] == 3
    to_go = _weights(got, GAMMA)
    discounts = GAMMA ** np.arange(len(got))[:, None]
    weights = {
        "whole return": to_go[0] / discounts,  # the sum carries gamma^t again
        "reward to go": to_go,
        "value": to_go - state_values[states],
        "bad": to_go + 20,
    }
    exact, variance = exact_gradient(*case, GAMMA), {}
    for name, weight in weights.items():
        estimates = episode_gradients(states, actions, weight, policy, GAMMA)
        error = estimates.std(axis=0) / np.sqrt(len(estimates))
        assert np.all(np.abs(estimates.mean(axis=0) - exact) <= 4.5 * error + 1e-12)
        variance[name] = estimates.var(axis=0).sum()
    ordered = ["value", "reward to go", "whole return", "bad"]
    assert sorted(variance, key=variance.get) == ordered


def test_visits_count_what_rollouts_visit():
    transitions, rewards, start, logits = layered()
    policy, rng = softmax(logits), np.random.default_rng(1)
    states, _, _ = rollouts(transitions, rewards, start, policy, 40_009, rng)
    discounts = GAMMA ** np.arange(len(states))[:, None]
    seen = [np.sum(discounts * (states == state)) / 40_009 for state in range(5)]
    assert seen == pytest.approx(visits(transitions, policy, start, GAMMA), abs=0.01)


def test_huge_logits_stay_finite():
    assert softmax(np.array([[1e4, 0.0, -1e4]])) == pytest.approx(np.eye(3)[:1])


def test_probabilities_above_one_are_told():
    transitions, rewards, start, logits = layered()
    rng, policy = np.random.default_rng(0), softmax(logits)
    with pytest.raises(ValueError, match=r"rows <= 1, start = 1, got 2"):
        rollouts(
            2 * transitions / transitions.sum(2).max(), rewards, start, policy, 2, rng
        )
    with pytest.raises(ValueError, match=r"start = 1, got .*, 1\.99"):
        rollouts(transitions, rewards, 2 * start, policy, 2, rng)


def test_two_arms_by_hand():
    arms = np.zeros((1, 2, 1)), np.array([[1.0, 0.0]]), np.ones(1)
    assert exact_gradient(*arms, np.zeros((1, 2)), 0.9)[0] == pytest.approx(
        [0.25, -0.25]
    )
    for first, second in itertools.product((0, 1), repeat=2):
        gradient = exact_gradient(
            arms[0], np.array([[first, second]]), arms[2], np.zeros((1, 2)), 0.9
        )
        assert gradient[0, 0] == pytest.approx((first - second) / 4)


def looping(seed=8):
    """Three states that lead anywhere; each step ends the episode with chance 0.3."""
    rng = np.random.default_rng(seed)
    transitions = 0.7 * rng.dirichlet((1, 1, 1), (3, 2))
    rewards, start = rng.normal(1, 1, (3, 2)), np.array([0.5, 0.3, 0.2])
    return transitions, rewards, start, rng.normal(0, 0.7, (3, 2))


def test_an_episode_may_visit_a_state_again():
    transitions, rewards, start, logits = case = looping()
    policy, rng = softmax(logits), np.random.default_rng(6)
    states, actions, got = rollouts(transitions, rewards, start, policy, 20_011, rng)
    weights = _weights(got, GAMMA)
    estimates = episode_gradients(states, actions, weights, policy, GAMMA)
    error = estimates.std(axis=0) / np.sqrt(len(estimates))
    found = estimates.mean(axis=0)
    assert np.all(np.abs(found - exact_gradient(*case, GAMMA)) <= 4 * error)
    one = np.zeros((2, 1), int), np.array([[0], [1]]), np.array([[5.0], [3.0]])
    by_hand = 5 * np.array([0.75, -0.75]) + 0.5 * 3 * np.array([-0.25, 0.25])
    found = episode_gradients(*one, np.array([[0.25, 0.75]]), 0.5)
    assert found[0, 0] == pytest.approx(by_hand)


def test_nothing_follows_the_end():
    transitions, rewards, start, logits = looping()
    rng = np.random.default_rng(7)
    states, _, got = rollouts(transitions, rewards, start, softmax(logits), 503, rng)
    over = states < 0
    assert np.all(over[1:] >= over[:-1]) and np.all(got[over] == 0)
    assert np.mean(~over[1]) == pytest.approx(0.7, abs=0.08)
