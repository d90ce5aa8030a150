"""Newton-boosted regression trees for squared error and logistic loss.

Each round fits a tree to the second-order expansion of the loss around the current
scores: a leaf gets -G/(H + lam), and splits maximize the fall of that objective.

Source: Friedman 2001, algorithm 1, doi:10.1214/aos/1013203451 (function space);
Chen and Guestrin 2016, equations 3-7, arXiv:1603.02754 (second order).
"""

import numpy as np


# --8<-- [start:losses]
def squared(y, score):
    """Return gradient and Hessian of (score - y)^2 / 2 in the score, each (n,)."""
    return score - y, np.ones_like(score)


def logistic(y, score):
    """Return gradient and Hessian of log-loss in the log-odds; labels are 0 or 1."""
    p = 0.5 * (1 + np.tanh(score / 2))  # the sigmoid, without overflow
    return p - y, p * (1 - p)


# --8<-- [end:losses]


# --8<-- [start:boost]
def boost(x, y, loss, rounds, nu, depth, lam=1.0, gamma=0.0, min_child_weight=0.0):
    """Return (base score, trees). x (n, p), y (n,); O(rounds * depth * p * n log n)."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if x.ndim != 2 or y.shape != x.shape[:1]:
        raise ValueError(f"expected x (n, p) and y (n,), got {x.shape} and {y.shape}")
    mean, trees = y.mean(), []
    start = mean if loss is squared else np.log(mean / (1 - mean))  # best constant
    score = np.full(len(y), start)
    for _ in range(rounds):
        trees.append(grow(x, *loss(y, score), depth, lam, gamma, min_child_weight))
        score += nu * predict_tree(trees[-1], x)
    return start, trees


def grow(x, g, h, depth, lam, gamma=0.0, min_child_weight=0.0):
    """Return a leaf weight, or (feature, threshold, left tree, right tree)."""
    g_all, h_all = g.sum(), h.sum()
    if depth and len(x) > 1:
        order = np.argsort(x, axis=0, kind="stable")  # (n, p), each feature sorted
        ordered = np.take_along_axis(x, order, axis=0)
        g_left, h_left = np.cumsum(g[order], 0)[:-1], np.cumsum(h[order], 0)[:-1]
        halves = [(g_left, h_left), (g_all - g_left, h_all - h_left)]
        terms = [a**2 / np.maximum(b + lam, 1e-12) for a, b in halves]
        gain = 0.5 * (sum(terms) - g_all**2 / (h_all + lam)) - gamma  # (n - 1, p)
        light = np.minimum(halves[0][1], halves[1][1]) < min_child_weight
        gain[light | (ordered[1:] == ordered[:-1])] = -np.inf
        row, feature = np.unravel_index(np.argmax(gain), gain.shape)
        if gain[row, feature] > 1e-12:
            threshold = ordered[row : row + 2, feature].mean()
            left = x[:, feature] < threshold
            halves = [(x[side], g[side], h[side]) for side in (left, ~left)]
            rest = (depth - 1, lam, gamma, min_child_weight)
            return feature, threshold, *(grow(*half, *rest) for half in halves)
    return -g_all / (h_all + lam)


# --8<-- [end:boost]


def predict_tree(tree, x):
    """Return the tree's output (n,) for x (n, p)."""
    if not isinstance(tree, tuple):
        return np.full(len(x), tree)
    feature, threshold, left, right = tree
    side = x[:, feature] < threshold
    return np.where(side, predict_tree(left, x), predict_tree(right, x))


def staged(model, x, nu):
    """Return scores after 0, 1, ..., rounds trees, (rounds + 1, n)."""
    steps = [nu * predict_tree(tree, x) for tree in model[1]]
    return np.cumsum([np.full(len(x), model[0]), *steps], axis=0)
