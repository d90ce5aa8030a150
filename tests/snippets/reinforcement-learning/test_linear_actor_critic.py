import gymnasium
import numpy as np
import pytest
from snippets.reinforcement_learning.gae_vectorized import gae
from snippets.reinforcement_learning.linear_actor_critic import (
    collect,
    critic_features,
    fit_critic,
    probability,
    score_terms,
)

from snippets.reinforcement_learning import cartpole

CARTS, STEPS, LIMIT = 17, 61, 500


def _trained(sign, updates=60, seed=11):
    """Weights after an actor-critic on CartPole; sign -1 is the mistake to catch."""
    rng = np.random.default_rng(seed)
    state, ages = cartpole.reset(CARTS, rng), np.zeros(CARTS, int)
    weights, critic = np.zeros(4), np.zeros(15)
    for _ in range(updates):
        batch, state, ages = collect(
            cartpole.reset, cartpole.step, weights, STEPS, state, ages, LIMIT, rng
        )
        now = critic_features(batch["states"]) @ critic
        after = critic_features(batch["following"]) @ critic
        ends = batch["terminated"], batch["truncated"]
        advantages = gae(np.ones((STEPS, CARTS)), now, after, *ends, 0.98, 0.95)
        critic = fit_critic(batch["states"], advantages + now)
        gradient = score_terms(batch, advantages, weights).mean(axis=(0, 1))
        weights = weights + sign * 0.5 * gradient / (1e-8 + np.linalg.norm(gradient))
    return weights


def _mean_length(weights, episodes=7):
    world, lengths = gymnasium.make("CartPole-v1"), []
    for seed in range(episodes):
        state, over, length = world.reset(seed=seed)[0], False, 0
        while not over:
            action = int(state @ weights > 0)
            state, _, terminated, truncated, _ = world.step(action)
            over, length = terminated or truncated, length + 1
        lengths.append(length)
    return np.mean(lengths)


def test_it_learns_to_balance_in_gymnasium():
    assert _mean_length(_trained(+1)) >= 450


def test_a_sign_error_does_not():
    assert _mean_length(_trained(-1)) < 50


def test_score_is_the_derivative_of_the_log_probability():
    rng = np.random.default_rng(2)
    states, weights = rng.normal(size=(5, 3, 4)), rng.normal(size=4)
    actions = rng.random((5, 3)) < 0.5
    batch = {"states": states, "actions": actions}

    def log_chance(at):
        chance = probability(states, at)
        return np.log(np.where(actions, chance, 1 - chance))

    found = score_terms(batch, np.ones((5, 3)), weights)
    for axis, move in enumerate(1e-6 * np.eye(4)):
        slope = (log_chance(weights + move) - log_chance(weights - move)) / 2e-6
        assert found[..., axis] == pytest.approx(slope, abs=1e-7)


def test_critic_recovers_a_quadratic():
    rng = np.random.default_rng(3)
    states, truth = rng.normal(size=(101, 7, 4)), rng.normal(size=15)
    targets = critic_features(states) @ truth
    found = fit_critic(states, targets, ridge=1e-12)
    assert found == pytest.approx(truth, abs=1e-8)


def test_batches_carry_on_and_mark_their_cuts():
    rng = np.random.default_rng(4)
    state, ages = cartpole.reset(5, rng), np.zeros(5, int)
    batch, state, ages = collect(
        cartpole.reset, cartpole.step, np.zeros(4), 47, state, ages, 13, rng
    )
    over = batch["terminated"] | batch["truncated"]
    assert batch["states"].shape == (47, 5, 4) and over.any()
    same = (batch["states"][1:] == batch["following"][:-1]).all(axis=2)
    assert np.array_equal(same, ~over[:-1])
    assert not np.any(batch["terminated"] & batch["truncated"])
    assert batch["truncated"].any() and ages.max() < 13
    never_falls = lambda state, action: (state, np.zeros(len(state), bool))  # noqa: E731
    begin = np.zeros((2, 4)), np.array([0, 4])
    batch, _, ages = collect(
        cartpole.reset, never_falls, np.zeros(4), 17, *begin, 7, rng
    )
    assert np.flatnonzero(batch["truncated"][:, 0]).tolist() == [6, 13]
    assert np.flatnonzero(batch["truncated"][:, 1]).tolist() == [2, 9, 16]
    assert ages.tolist() == [3, 0]


def test_shapes_are_told():
    batch = {"states": np.zeros((3, 2, 4)), "actions": np.zeros((3, 2))}
    with pytest.raises(ValueError, match=r"advantages \(3, 2\), got \(3,\)"):
        score_terms(batch, np.zeros(3), np.zeros(4))
