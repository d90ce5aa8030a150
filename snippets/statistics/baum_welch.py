"""Baum-Welch: EM for a discrete HMM, with the scaled forward-backward recursion.

Source: Rabiner 1989, equations 37 (xi) and 40a-40c (updates), section V.A (scaling).
Shapes: pi (K,), A (K, K) with rows "from", B (K, M), obs (T,) in 0..M-1. Zeros in the
start stay zero. One iteration costs O(T K^2).
"""

import numpy as np

TINY = np.finfo(float).tiny  # a state of less probability counts as impossible


def expectations(pi, A, B, obs):
    """Return gamma (T, K), the sum over t of xi_t (K, K), and log p(x)."""
    b = B.T[obs]  # b_j(x_t), (T, K)
    alpha, scale = np.empty_like(b), np.empty(len(b))
    message = pi * b[0]
    for t in range(len(b)):
        if t > 0:
            message = (alpha[t - 1] @ A) * b[t]
        scale[t] = message.sum()  # p(x_t | x_1..x_{t-1})
        if scale[t] == 0:
            raise ValueError(f"expected a possible sequence, got p = 0 at t = {t}")
        alpha[t] = message / scale[t]  # p(z_t | x_1..x_t)
        alpha[t, alpha[t] < TINY] = 0
    # --8<-- [start:counts]
    beta = np.ones_like(b)  # scaled, so that alpha * beta is gamma
    transitions = np.zeros_like(A)
    for t in range(len(b) - 2, -1, -1):
        arriving = b[t + 1] * beta[t + 1] / scale[t + 1]  # (K,)
        transitions += alpha[t][:, None] * A * arriving  # xi_t
        beta[t] = np.where(alpha[t] > 0, A @ arriving, 0)  # cannot overflow
    return alpha * beta, transitions, np.log(scale).sum()
    # --8<-- [end:counts]


# --8<-- [start:update]
def update(pi, A, B, obs):
    """Return new pi, A, B and the log-likelihood of the old ones."""
    gamma, transitions, log_likelihood = expectations(pi, A, B, obs)
    emitted = np.zeros_like(B.T)  # expected uses of each symbol, (M, K)
    np.add.at(emitted, obs, gamma)
    new_A = _rows(transitions, A)  # each row is divided by its sum of gamma, t < T
    return gamma[0], new_A, _rows(emitted.T, B), log_likelihood


def _rows(counts, old):
    """Return rows of counts that sum to 1; a state never visited keeps its old row."""
    total = counts.sum(axis=1, keepdims=True)
    return np.where(total > 0, counts / np.where(total > 0, total, 1), old)


# --8<-- [end:update]


def baum_welch(pi, A, B, obs, iterations=100):
    """Return pi, A, B after all updates and the log-likelihood before each."""
    pi, A, B = (np.asarray(table, dtype=float) for table in (pi, A, B))
    for name, table in (("pi", pi), ("A", A), ("B", B)):
        if np.any(table < 0) or not np.allclose(table.sum(axis=-1), 1):
            raise ValueError(f"expected rows of {name} to sum to 1, got {table}")
    obs, trace = np.asarray(obs), []
    for _ in range(iterations):
        pi, A, B, log_likelihood = update(pi, A, B, obs)
        trace.append(log_likelihood)
    return pi, A, B, np.array(trace)
