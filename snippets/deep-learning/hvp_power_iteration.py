"""Hessian-vector products of a small network, and the top eigenvalue from them.

The loss is the mean softmax cross-entropy of X W1 -> tanh -> W2. Differentiating the
gradient code itself along a direction gives H v exactly (forward over reverse).
Source: Pearlmutter 1994, "Fast exact multiplication by the Hessian" (the R-operator).
Cost: one product is a few gradient evaluations; memory O(weights), never O(weights^2).
"""

import numpy as np


# --8<-- [start:hvp]
def gradient(w1, w2, x, y):
    """Return gradients of w1 (in, hidden) and w2 (hidden, classes).

    x (rows, in), y (rows, classes) one-hot
    """
    a = np.tanh(x @ w1)
    d2 = (_softmax(a @ w2) - y) / len(x)
    d1 = (d2 @ w2.T) * (1 - a**2)
    return x.T @ d1, a.T @ d2


def hessian_vector(w1, w2, v1, v2, x, y):
    """Return H v, shaped as w1 and w2: each line above, differentiated along v."""
    if v1.shape != w1.shape or v2.shape != w2.shape:
        got = f"{v1.shape} and {v2.shape}"
        raise ValueError(f"expected directions {w1.shape} and {w2.shape}, got {got}")
    a = np.tanh(x @ w1)
    dot_a = (1 - a**2) * (x @ v1)
    p = _softmax(a @ w2)
    dot_z = dot_a @ w2 + a @ v2
    d2 = (p - y) / len(x)
    dot_d2 = p * (dot_z - (p * dot_z).sum(axis=1, keepdims=True)) / len(x)
    back, dot_back = d2 @ w2.T, dot_d2 @ w2.T + d2 @ v2.T
    dot_d1 = dot_back * (1 - a**2) - back * 2 * a * dot_a
    return x.T @ dot_d1, dot_a.T @ d2 + a.T @ dot_d2


# --8<-- [end:hvp]


# --8<-- [start:power]
def top_eigenvalue(product, size, rng, tolerance=1e-6, steps=2000):
    """Return the eigenvalue of largest magnitude of a symmetric matrix, and its vector.

    product: function of a vector (size,) that returns H v (size,); one call a step.
    Errors: ValueError if the residual |H v - value v| stays above tolerance x |value|.
    """
    v = rng.normal(size=size)
    v /= np.linalg.norm(v)
    for _ in range(steps):
        hv = product(v)
        value = v @ hv  # Rayleigh quotient: signed
        residual = np.linalg.norm(hv - value * v)
        if residual <= tolerance * abs(value):
            return value, v
        v = hv / np.linalg.norm(hv)
    raise ValueError(f"expected convergence in {steps} steps, got residual {residual}")


# --8<-- [end:power]


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
