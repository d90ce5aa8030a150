"""Value iteration for reward plus entropy: the maximum becomes a log-sum-exp.

Source: Haarnoja et al. (2017), soft Bellman equation and soft Q-iteration.
Transitions (S, A, S), rewards (S, A), temperature alpha in units of reward. O(S² A) a
sweep, contraction gamma.
"""

import numpy as np


# --8<-- [start:soft]
def soft_value(q, alpha):
    """Return alpha log sum_a exp(q / alpha) over the last axis, without overflow."""
    if alpha <= 0:
        raise ValueError(f"expected alpha > 0, got {alpha}")
    top = np.max(q, axis=-1, keepdims=True)
    total = np.exp((q - top) / alpha).sum(axis=-1)
    return top[..., 0] + alpha * np.log(total)


def soft_policy(q, alpha):
    """Return softmax(q / alpha) over the last axis: the best policy with entropy."""
    return np.exp((q - soft_value(q, alpha)[..., None]) / alpha)


def soft_value_iteration(transitions, rewards, gamma, alpha, tolerance=1e-12):
    """Return the soft Q (S, A): rewards to come plus alpha times entropies to come.

    The entropy of the first action is not in Q; it is added in the state's value.
    """
    _check(transitions, rewards, gamma)
    q = np.array(rewards, float)
    while True:
        new = rewards + gamma * transitions @ soft_value(q, alpha)
        if np.abs(new - q).max() <= tolerance * (1 - gamma) * max(1, np.abs(q).max()):
            return new
        q = new


# --8<-- [end:soft]


def _check(transitions, rewards, gamma):
    states, actions = np.shape(rewards)
    if np.shape(transitions) != (states, actions, states):
        got = np.shape(transitions)
        raise ValueError(f"expected ({states}, {actions}, {states}), got {got}")
    if not 0 <= gamma < 1:
        raise ValueError(f"expected gamma in [0, 1), got {gamma}")
