"""Error of a sampled policy gradient: against lambda, and for five baselines."""

import numpy as np
from matplotlib.figure import Figure
from snippets.reinforcement_learning.gae_vectorized import gae
from snippets.reinforcement_learning.pg_exact_vs_sampled import (
    episode_gradients,
    exact_gradient,
    rollouts,
    softmax,
    values,
    visits,
)

CELLS, GAMMA, EPISODES, BATCH = 9, 0.95, 5_000, 100
LAMBDAS = (0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1)
SWEEPS = (0, 5, 20)  # evaluation sweeps that the critic had, from V = 0


def corridor():
    """Return transitions, rewards, start, logits: 2 at the left end, 10 at the right.

    A move goes the other way with probability 0.2; leaving at an end ends the episode.
    """
    transitions, rewards = np.zeros((CELLS, 2, CELLS)), np.zeros((CELLS, 2))
    for cell in range(CELLS):
        for action, chance in ((0, 0.8), (1, 0.2)):  # chance to go left
            for following, p in ((cell - 1, chance), (cell + 1, 1 - chance)):
                if 0 <= following < CELLS:
                    transitions[cell, action, following] = p
                else:
                    rewards[cell, action] += p * (2 if following < 0 else 10)
    start = np.full(CELLS, 1 / CELLS)
    return transitions, rewards, start, np.tile([0.0, 0.2], (CELLS, 1))


def critic(sweeps):
    """Return V (S,) after so many Bellman sweeps from zero."""
    transitions, rewards, _, logits = corridor()
    policy, state = softmax(logits), np.zeros(CELLS)
    for _ in range(sweeps):
        state = (policy * (rewards + GAMMA * transitions @ state)).sum(axis=1)
    return state


def expected_gradient(state_values, lam):
    """Return the mean of the GAE gradient exactly, for any critic (S,)."""
    transitions, rewards, start, logits = corridor()
    policy = softmax(logits)
    delta = rewards + GAMMA * transitions @ state_values - state_values[:, None]
    q, v = values(transitions, delta, policy, GAMMA * lam)
    seen = visits(transitions, policy, start, GAMMA)
    return seen[:, None] * policy * (q - v[:, None])


def episodes(seed=0):
    """Return states, actions and rewards, (T, N) each."""
    transitions, rewards, start, logits = corridor()
    rng = np.random.default_rng(seed)
    return rollouts(transitions, rewards, start, softmax(logits), EPISODES, rng)


def advantages(batch, state_values, lam):
    """Return GAE (T, N); after the end everything is zero."""
    states, _, rewards = batch
    now = np.append(state_values, 0.0)[states]  # index -1 is the end
    after = np.vstack([now[1:], np.zeros((1, now.shape[1]))])
    no = np.zeros(states.shape, bool)
    return gae(rewards, now, after, no, no, GAMMA, lam)


def spread(batch, weights):
    """Return the root of the total variance of a batch's gradient, over its norm."""
    case = corridor()
    estimates = episode_gradients(*batch[:2], weights, softmax(case[3]), GAMMA)
    scale = np.linalg.norm(exact_gradient(*case, GAMMA))
    return np.sqrt(estimates.var(axis=0).sum() / BATCH) / scale


def bias(state_values, lam):
    """Return the norm of the bias of the GAE gradient, over the gradient's norm."""
    exact = exact_gradient(*corridor(), GAMMA)
    wrong = expected_gradient(state_values, lam) - exact
    return np.linalg.norm(wrong) / np.linalg.norm(exact)


def noise_by_weight(batch):
    """Return {what multiplies the score: noise of a batch of 100 episodes}."""
    transitions, rewards, _, logits = corridor()
    _, v = values(transitions, rewards, softmax(logits), GAMMA)
    to_go = advantages(batch, np.zeros(CELLS), 1)
    discounts = GAMMA ** np.arange(len(to_go))[:, None]
    return {
        "to go - 10": spread(batch, to_go - 10),
        "whole return": spread(batch, to_go[0] / discounts),
        "reward to go": spread(batch, to_go),
        "to go - mean V": spread(batch, to_go - v.mean()),
        "to go - V(s)": spread(batch, advantages(batch, v, 1)),
    }


def draw() -> Figure:
    """Return error against lambda beside the noise of baselines."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    batch = episodes()
    for number, sweeps in enumerate(SWEEPS):
        state_values = critic(sweeps)
        noise = [spread(batch, advantages(batch, state_values, x)) for x in LAMBDAS]
        error = [
            np.hypot(bias(state_values, x), n)
            for x, n in zip(LAMBDAS, noise, strict=True)
        ]
        color = f"C{number}"
        left.plot(LAMBDAS, noise, "--", color=color, linewidth=1)
        left.plot(LAMBDAS, error, color=color, label=f"{sweeps} sweeps")
    left.set(xlabel="lambda", ylabel="error / norm of gradient", ylim=(0, 1.2))
    left.set_title("critic after k sweeps", fontsize=10)
    left.legend(fontsize=8, frameon=False, loc="upper right")
    bars = noise_by_weight(batch)
    right.barh(list(bars), list(bars.values()), color="C3")
    for row, value in enumerate(bars.values()):
        right.text(value + 0.02, row, f"{value:.2f}", va="center", fontsize=9)
    right.set(xlabel="noise / norm of gradient", xlim=(0, 1.25))
    right.set_title("what multiplies the score", fontsize=10)
    right.grid(axis="y", visible=False)
    return figure
