"""Policy gradients of a tabular softmax policy: exact, and sampled episode by episode.

Source: Sutton et al. (1999), theorem 1; Sutton & Barto (2018), section 13.3. Arrays:
transitions (S, A, S) whose rows sum to at most 1 (what is missing ends the episode),
rewards (S, A), start (S,), logits (S, A). Every policy must end with probability 1.
"""

import numpy as np


# --8<-- [start:exact]
def softmax(logits):
    """Return the policy (S, A)."""
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True)


def values(transitions, rewards, policy, gamma):
    """Return Q (S, A) and V (S,) by one linear solve, O(S² A + S³)."""
    chain = np.einsum("sa,sat->st", policy, transitions)
    system = np.eye(len(chain)) - gamma * chain
    state = np.linalg.solve(system, (policy * rewards).sum(axis=1))
    return rewards + gamma * transitions @ state, state


def visits(transitions, policy, start, gamma):
    """Return (S,) expected discounted visits, sum_t gamma^t P(s_t = s)."""
    chain = np.einsum("sa,sat->st", policy, transitions)
    return np.linalg.solve(np.eye(len(chain)) - gamma * chain.T, start)


def exact_gradient(transitions, rewards, start, logits, gamma, visit_gamma=None):
    """Return dJ/dlogits (S, A) = visits(s) pi(a|s) (Q(s, a) - V(s)).

    visit_gamma=1 forgets gamma^t, as most implementations do: not a gradient.
    """
    policy = softmax(logits)
    q, v = values(transitions, rewards, policy, gamma)
    visit_gamma = gamma if visit_gamma is None else visit_gamma
    seen = visits(transitions, policy, start, visit_gamma)
    return seen[:, None] * policy * (q - v[:, None])


# --8<-- [end:exact]


def rollouts(transitions, rewards, start, policy, episodes, rng):
    """Return states, actions, rewards, each (T, N); -1, any and 0 after the end."""
    most, total = np.sum(transitions, axis=2).max(), np.sum(start)
    if most > 1 + 1e-9 or abs(total - 1) > 1e-9:
        raise ValueError(f"expected rows <= 1, start = 1, got {most}, {total}")
    ends, choices = transitions.cumsum(axis=2), policy.cumsum(axis=1)[:, :-1]
    state = rng.choice(len(start), episodes, p=start)
    steps = []
    while np.any(state >= 0):
        alive = state >= 0
        action = (rng.random(episodes)[:, None] > choices[state]).sum(axis=1)
        reward = np.where(alive, rewards[state, action], 0.0)
        steps.append((state, action, reward))
        following = (rng.random(episodes)[:, None] > ends[state, action]).sum(axis=1)
        state = np.where(alive & (following < len(start)), following, -1)
    return tuple(np.array(column) for column in zip(*steps, strict=True))


# --8<-- [start:sampled]
def episode_gradients(states, actions, weights, policy, gamma):
    """Return one estimate per episode, (N, S, A).

    Row s collects gamma^t weights[t] (onehot(a_t) - policy[s]) over visits s_t = s.
    weights (T, N): return, reward-to-go minus a baseline, or an advantage.
    """
    estimates = np.zeros((states.shape[1], *policy.shape))
    for t, (state, action) in enumerate(zip(states, actions, strict=True)):
        (alive,) = np.nonzero(state >= 0)
        score = np.eye(policy.shape[1])[action[alive]] - policy[state[alive]]
        estimates[alive, state[alive]] += gamma**t * weights[t, alive, None] * score
    return estimates


# --8<-- [end:sampled]
