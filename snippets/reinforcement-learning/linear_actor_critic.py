"""Parts of a batch actor-critic: a linear policy over two actions, a quadratic critic.

Source: Sutton & Barto (2018), section 13.5. The policy is a two-action softmax,
P(action 1 | s) = sigmoid(weights · s); its score is (a - P) s.
"""

import numpy as np


def probability(states, weights):
    """Return P(action 1), (...), for states (..., D)."""
    logits = states @ weights
    return np.exp(-np.logaddexp(0.0, -logits))


# --8<-- [start:collect]
def collect(reset, step, weights, steps, state, ages, limit, rng):
    """Return {name: (T, N, ...)} of steps under the policy, and where the carts stand.

    state (N, D) and ages (N,) carry over between batches. `following` is the state
    before a reset, so that truncated steps can bootstrap from it.
    """
    rows = []
    for _ in range(steps):
        action = rng.random(len(state)) < probability(state, weights)
        following, terminated = step(state, action)
        ages = ages + 1
        truncated = (ages >= limit) & ~terminated
        rows.append((state, action, following, terminated, truncated))
        over = terminated | truncated
        state = np.where(over[:, None], reset(len(state), rng), following)
        ages = np.where(over, 0, ages)
    names = ("states", "actions", "following", "terminated", "truncated")
    batch = dict(zip(names, map(np.array, zip(*rows, strict=True)), strict=True))
    return batch, state, ages


# --8<-- [end:collect]


# --8<-- [start:update]
def score_terms(batch, advantages, weights):
    """Return (T, N, D): what each step adds to the gradient, advantage times score."""
    if np.shape(advantages) != batch["actions"].shape:
        expected, got = batch["actions"].shape, np.shape(advantages)
        raise ValueError(f"expected advantages {expected}, got {got}")
    surprise = batch["actions"] - probability(batch["states"], weights)
    return (advantages * surprise)[..., None] * batch["states"]


def critic_features(states):
    """Return 1, the state and its products of two, (..., 1 + D + D (D + 1) / 2)."""
    one, two = np.triu_indices(states.shape[-1])
    products = states[..., one] * states[..., two]
    return np.concatenate([np.ones_like(states[..., :1]), states, products], axis=-1)


def fit_critic(states, targets, ridge=1e-3):
    """Return coefficients of the least-squares critic on targets, (T, N)."""
    features = critic_features(states).reshape(targets.size, -1)
    system = features.T @ features / targets.size + ridge * np.eye(features.shape[1])
    return np.linalg.solve(system, features.T @ targets.ravel() / targets.size)


# --8<-- [end:update]
