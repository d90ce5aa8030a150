"""The best split of one feature, from prefix sums of gradients and Hessians.

A leaf with gradient sum G and Hessian sum H has the optimal weight -G/(H + lam) and
the objective -G^2 / (2 (H + lam)); a split gains what the objective falls by.

Source: Chen and Guestrin 2016, equations 5-7 and algorithm 1, arXiv:1603.02754.
"""

import numpy as np


# --8<-- [start:leaf]
def leaf_weight(gradient, hessian, lam):
    """Return the weight that minimizes G w + (H + lam) w^2 / 2; arrays or numbers."""
    return -np.asarray(gradient) / _curvature(hessian, lam)


def leaf_objective(gradient, hessian, lam):
    """Return the minimum itself: zero or negative, more negative is better."""
    return -0.5 * np.square(gradient) / _curvature(hessian, lam)


def split_gain(left, right, lam, gamma=0.0):
    """Return the gain of splitting; left and right are (gradient sum, Hessian sum)."""
    parent = (left[0] + right[0], left[1] + right[1])
    children = leaf_objective(*left, lam) + leaf_objective(*right, lam)
    return leaf_objective(*parent, lam) - children - gamma


# --8<-- [end:leaf]


# --8<-- [start:scan]
def scan(x, g, h, lam, gamma=0.0, min_child_weight=0.0):
    """Return thresholds (k,) between distinct values of x and their gains (k,).

    x, g, h: feature, gradients and Hessians (n,). Rows with x < threshold go left.
    A child whose Hessian sum is below min_child_weight has gain -inf. O(n log n).
    """
    x, g, h = (np.asarray(values, dtype=float) for values in (x, g, h))
    if not (x.ndim == 1 and x.shape == g.shape == h.shape):
        shapes = (x.shape, g.shape, h.shape)
        raise ValueError(f"expected x, g and h of one shape (n,), got {shapes}")
    order = np.argsort(x, kind="stable")
    x, g_left, h_left = x[order], np.cumsum(g[order]), np.cumsum(h[order])
    cut = np.flatnonzero(x[1:] > x[:-1])  # last row on the left
    left = g_left[cut], h_left[cut]
    right = g_left[-1] - left[0], h_left[-1] - left[1]
    gains = split_gain(left, right, lam, gamma)
    light = np.minimum(left[1], right[1]) < min_child_weight
    return (x[cut] + x[cut + 1]) / 2, np.where(light, -np.inf, gains)


# --8<-- [end:scan]


def _curvature(hessian, lam):
    total = np.asarray(hessian) + lam
    if np.any(total <= 0):
        raise ValueError(f"expected hessian + lam > 0, got {np.min(total)}")
    return total


if __name__ == "__main__":
    left, right = (-4.0, 6.0), (6.0, 10.0)
    print(split_gain(left, right, lam=1.0))
    print(leaf_weight(*left, lam=1.0), leaf_weight(*right, lam=1.0))
