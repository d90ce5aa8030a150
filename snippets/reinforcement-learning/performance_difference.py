"""How much better is one policy than another, exactly and by TRPO's surrogate.

Source: Kakade & Langford (2002), lemma 6.1; Schulman et al. (2015), equations 1, 3 and
theorem 1. Arrays: transitions (S, A, S), rewards (S, A), policies (S, A), start (S,).
Everything is solved exactly: O(S² A + S³) time.
"""

import numpy as np


# --8<-- [start:lemma]
def solve(transitions, rewards, start, policy, gamma):
    """Return J, the advantages (S, A) and the discounted state visits d (S,)."""
    chain = np.einsum("sa,sat->st", policy, transitions)
    system = np.eye(len(chain)) - gamma * chain
    values = np.linalg.solve(system, (policy * rewards).sum(axis=1))
    q = rewards + gamma * transitions @ values
    visits = np.linalg.solve(system.T, (1 - gamma) * start)  # sums to one
    return start @ values, q - values[:, None], visits


def gains(transitions, rewards, start, old, new, gamma):
    """Return J(new) - J(old), the lemma's expectation of it, and the surrogate.

    The lemma averages the old advantages over states that the new policy visits,
    the surrogate over states that the old one visits. Only the second can be sampled.
    """
    _check(transitions, rewards, gamma, old, new)
    before, advantages, old_visits = solve(transitions, rewards, start, old, gamma)
    after, _, new_visits = solve(transitions, rewards, start, new, gamma)
    expected = (new * advantages).sum(axis=1)  # (S,), zero where new equals old
    lemma = new_visits @ expected / (1 - gamma)
    return after - before, lemma, old_visits @ expected / (1 - gamma)


# --8<-- [end:lemma]


# --8<-- [start:bound]
def penalty(largest_advantage, gamma):
    """Return C: |J(new) - J(old) - surrogate| <= C max over states of KL(old, new)."""
    return 4 * largest_advantage * gamma / (1 - gamma) ** 2


# --8<-- [end:bound]


def kl(old, new):
    """Return KL(old || new) in nats, over the last axis; probabilities above zero."""
    return (old * np.log(old / new)).sum(axis=-1)


def _check(transitions, rewards, gamma, *policies):
    states, actions = np.shape(rewards)
    if np.shape(transitions) != (states, actions, states):
        got = np.shape(transitions)
        raise ValueError(f"expected ({states}, {actions}, {states}), got {got}")
    if not 0 <= gamma < 1:
        raise ValueError(f"expected gamma in [0, 1), got {gamma}")
    for policy in policies:
        fits = np.shape(policy) == (states, actions)
        if not fits or not np.allclose(np.sum(policy, axis=1), 1):
            raise ValueError(
                f"expected ({states}, {actions}), rows that sum to one, got {policy}"
            )
