"""Forward, backward and Viterbi recursions of a discrete HMM, in log space.

Source: Rabiner 1989, equations 19-20 (forward), 24-25 (backward), 27 (posterior) and
32-35 (Viterbi). log_pi: (K,), log_A: (K, K) with rows "from", log_B: (K, M), natural
logarithms with -inf for impossible; obs: T symbols in 0..M-1. Cost O(T K^2) each.
"""

import numpy as np


def emissions(log_B, obs):
    """Return log b_j(x_t), (T, K)."""
    obs = np.asarray(obs)
    if obs.size == 0 or obs.min() < 0 or obs.max() >= log_B.shape[1]:
        raise ValueError(f"expected symbols in 0..{log_B.shape[1] - 1}, got {obs}")
    return log_B.T[obs]


# --8<-- [start:forward]
def forward(log_pi, log_A, log_B, obs):
    """Return log alpha_t(j) = log p(x_1..x_t, z_t = j), (T, K), and log p(x)."""
    log_b = emissions(log_B, obs)
    log_alpha = np.empty_like(log_b)
    log_alpha[0] = log_pi + log_b[0]
    for t in range(1, len(log_b)):
        arrive = np.logaddexp.reduce(log_alpha[t - 1][:, None] + log_A, axis=0)
        log_alpha[t] = log_b[t] + arrive
    return log_alpha, np.logaddexp.reduce(log_alpha[-1])


# --8<-- [end:forward]


# --8<-- [start:backward]
def backward(log_A, log_B, obs):
    """Return log beta_t(i) = log p(x_{t+1}..x_T | z_t = i), (T, K); zero at T."""
    log_b = emissions(log_B, obs)
    log_beta = np.zeros_like(log_b)
    for t in range(len(log_b) - 2, -1, -1):
        leave = log_A + log_b[t + 1] + log_beta[t + 1]
        log_beta[t] = np.logaddexp.reduce(leave, axis=1)
    return log_beta


def posteriors(log_pi, log_A, log_B, obs):
    """Return gamma_t(i) = p(z_t = i | x), (T, K)."""
    log_alpha, log_evidence = forward(log_pi, log_A, log_B, obs)
    if np.isneginf(log_evidence):
        raise ValueError("expected observations of positive probability, got 0")
    return np.exp(log_alpha + backward(log_A, log_B, obs) - log_evidence)


# --8<-- [end:backward]


# --8<-- [start:viterbi]
def viterbi(log_pi, log_A, log_B, obs):
    """Return the most probable path (T,) and log p(path, x); ties to the smaller."""
    log_b = emissions(log_B, obs)
    best, back = log_pi + log_b[0], np.zeros(log_b.shape, dtype=int)
    for t in range(1, len(log_b)):
        scores = best[:, None] + log_A  # from i to j
        back[t] = scores.argmax(axis=0)
        best = log_b[t] + scores.max(axis=0)
    path = np.empty(len(log_b), dtype=int)
    path[-1] = best.argmax()
    for t in range(len(log_b) - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path, best.max()


# --8<-- [end:viterbi]
