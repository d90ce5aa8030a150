"""EM for a Gaussian mixture with full covariances, in log space, with a floor.

Source: Dempster, Laird and Rubin 1977, section 4.3. Shapes: x (N, D), weights (K,),
means (K, D), covariances (K, D, D). One iteration costs O(N K D^2 + K D^3). The floor
is in squared units of x.
"""

import numpy as np
from scipy.linalg import solve_triangular
from scipy.special import logsumexp


# --8<-- [start:e-step]
def log_joint(x, weights, means, covariances):
    """Return log pi_k + log N(x_n; mu_k, S_k), (N, K)."""
    columns = []
    for mean, covariance in zip(means, covariances, strict=True):
        root = np.linalg.cholesky(covariance)  # S = L L^T
        z = solve_triangular(root, (x - mean).T, lower=True)  # (D, N)
        log_det = 2 * np.log(np.diag(root)).sum()
        constant = x.shape[1] * np.log(2 * np.pi) + log_det
        columns.append(-0.5 * (constant + (z**2).sum(axis=0)))
    return np.log(weights) + np.stack(columns, axis=1)


def e_step(x, weights, means, covariances):
    """Return responsibilities (N, K) and the log-likelihood."""
    joint = log_joint(x, weights, means, covariances)
    evidence = logsumexp(joint, axis=1, keepdims=True)  # log p(x_n), (N, 1)
    return np.exp(joint - evidence), evidence.sum()


# --8<-- [end:e-step]


# --8<-- [start:m-step]
def m_step(x, r, floor):
    """Return weights, means and covariances that maximize the bound.

    Raising eigenvalues to the floor is the maximizer under S_k >= floor * I.
    """
    counts = r.sum(axis=0)  # effective points of each component, (K,)
    means = r.T @ x / counts[:, None]
    covariances = np.empty((len(counts), x.shape[1], x.shape[1]))
    for k, mean in enumerate(means):
        centered = x - mean  # around the new mean
        scatter = (r[:, k, None] * centered).T @ centered / counts[k]
        values, vectors = np.linalg.eigh(scatter)
        covariances[k] = (vectors * np.maximum(values, floor)) @ vectors.T
    return counts / len(x), means, covariances


# --8<-- [end:m-step]


def fit(x, weights, means, covariances, floor=1e-6, tolerance=1e-9, iterations=1000):
    """Return (weights, means, covariances) and the log-likelihoods, one an E-step.

    Stops when the log-likelihood gains less than `tolerance` per point.
    """
    x = np.asarray(x, dtype=float)
    if x.ndim != 2 or np.shape(means)[1:] != x.shape[1:]:
        shapes = f"{x.shape} and {np.shape(means)}"
        raise ValueError(f"expected x (N, D) and means (K, D), got {shapes}")
    if floor <= 0:
        raise ValueError(f"expected a positive floor, got {floor}")
    parameters, trace = (np.asarray(weights), means, covariances), []
    for _ in range(iterations):
        r, log_likelihood = e_step(x, *parameters)
        trace.append(log_likelihood)
        if len(trace) > 1 and trace[-1] - trace[-2] < tolerance * len(x):
            break
        parameters = m_step(x, r, floor)
    return parameters, np.array(trace)
