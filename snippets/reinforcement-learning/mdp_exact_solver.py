"""A small Markov decision process, solved exactly.

Source: Sutton & Barto (2018), equations 3.14 and 3.19; Puterman (1994), theorem 6.1.1
for the linear system. Arrays: transitions (S, A, S), rewards (S, A), policy (S, A).
"""

import numpy as np


# --8<-- [start:evaluate]
def evaluate(transitions, rewards, policy, gamma):
    """Return V (S,) of a policy: the solution of (I - gamma P) V = r.

    P and r are averages over the policy's actions. Unique for 0 <= gamma < 1.
    Cost: O(S² A + S³).
    """
    _check(transitions, rewards, gamma, policy)
    chain = np.einsum("sa,sat->st", policy, transitions)
    reward = np.einsum("sa,sa->s", policy, rewards)
    return np.linalg.solve(np.eye(len(chain)) - gamma * chain, reward)


# --8<-- [end:evaluate]


# --8<-- [start:optimal]
def action_values(transitions, rewards, values, gamma):
    """Return Q (S, A): reward now plus the discounted value of where one gets."""
    return rewards + gamma * transitions @ values


def optimal_values(transitions, rewards, gamma, tolerance=1e-12):
    """Return V* (S,) by repeating V = max over actions of Q, until it stands still.

    Each sweep of O(S² A) shrinks the error by gamma: about
    log(1 / tolerance) / (1 - gamma) sweeps are enough.
    """
    _check(transitions, rewards, gamma)
    values = np.zeros(len(rewards))
    while True:
        new = action_values(transitions, rewards, values, gamma).max(axis=1)
        if np.abs(new - values).max() <= tolerance * (1 - gamma):
            return new
        values = new


# --8<-- [end:optimal]


# --8<-- [start:occupancy]
def occupancy(transitions, policy, start, gamma):
    """Return d (S, A) = (1 - gamma) sum_t gamma^t P(s_t, a_t) from start (S,).

    It solves d(s) = (1 - gamma) start(s) + gamma sum d(s', a') P(s | s', a').
    """
    chain = np.einsum("sa,sat->st", policy, transitions)
    system = np.eye(len(chain)) - gamma * chain.T
    return np.linalg.solve(system, (1 - gamma) * start)[:, None] * policy


# --8<-- [end:occupancy]


def _check(transitions, rewards, gamma, policy=1.0):
    states, actions = np.shape(rewards)
    if np.ndim(policy) and not np.allclose(np.sum(policy, axis=1), 1):
        raise ValueError("expected a policy that sums to one in each state")
    if np.shape(transitions) != (states, actions, states):
        got = np.shape(transitions)
        raise ValueError(f"expected ({states}, {actions}, {states}), got {got}")
    if not np.allclose(np.sum(transitions, axis=2), 1):
        raise ValueError("expected transitions that sum to one")
    if not 0 <= gamma < 1:
        raise ValueError(f"expected gamma in [0, 1), got {gamma}")
