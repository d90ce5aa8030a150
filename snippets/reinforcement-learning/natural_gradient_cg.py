"""A TRPO step: natural gradient by conjugate gradient, then a line search.

Source: Schulman et al. (2015), section 6 and appendix C. The policy is a softmax of
linear logits: features (S, A, K), parameters (K,), state weights (S,) that sum to one,
advantages (S, A). A Fisher-vector product costs O(S A K); no (K, K) matrix is built.
"""

import numpy as np


def softmax_policy(features, parameters):
    """Return probabilities (S, A)."""
    logits = features @ parameters
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def gradient(features, weights, policy, advantages):
    """Return the surrogate's gradient (K,): covariance of features and advantages."""
    centered = advantages - (policy * advantages).sum(axis=1, keepdims=True)
    return np.einsum("s,sa,sak->k", weights, policy * centered, features)


# --8<-- [start:fisher]
def fisher_product(features, weights, policy, vector):
    """Return F v (K,), where F is the mean covariance of the score in each state."""
    change = features @ vector  # of the logits, (S, A)
    return gradient(features, weights, policy, change)


def conjugate_gradient(product, target, iterations=50, tolerance=1e-10):
    """Return x (K,) with product(x) = target, for a positive definite product."""
    x, residual = np.zeros_like(target), target.copy()
    direction, size = residual.copy(), residual @ residual
    for _ in range(iterations):
        if size <= tolerance**2 * (target @ target):
            break
        image = product(direction)
        step = size / (direction @ image)
        x += step * direction
        residual -= step * image
        size, old = residual @ residual, size
        direction = residual + size / old * direction
    return x


# --8<-- [end:fisher]


# --8<-- [start:step]
def trpo_step(features, weights, parameters, advantages, delta=0.01, halvings=10):
    """Return new parameters (K,): better surrogate, mean KL(old || new) <= delta."""
    if delta <= 0:
        raise ValueError(f"expected delta > 0, got {delta}")
    old = softmax_policy(features, parameters)
    if old.shape != np.shape(advantages):
        raise ValueError(f"expected {old.shape}, got {np.shape(advantages)}")
    slope = gradient(features, weights, old, advantages)
    direction = conjugate_gradient(
        lambda vector: fisher_product(features, weights, old, vector), slope
    )
    step = direction * np.sqrt(2 * delta / max(slope @ direction, 1e-300))
    for halving in range(halvings):  # the quadratic model of the KL is not the KL
        candidate = parameters + step / 2**halving
        new = softmax_policy(features, candidate)
        gain = weights @ ((new - old) * advantages).sum(axis=1)
        divergence = weights @ (old * np.log(old / new)).sum(axis=1)
        if gain > 0 and divergence <= delta:
            return candidate
    return parameters


# --8<-- [end:step]
