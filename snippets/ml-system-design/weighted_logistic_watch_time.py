"""Expected watch time from a logistic regression with weighted positives.

Source: Covington, Adams & Sargin (2016), section 4.2: plays weigh their watch time,
other impressions weigh one; the odds then come close to the expected watch time.
"""

import numpy as np


# --8<-- [start:odds]
def weighted_odds(watched, impressions):
    """Return the odds that the weighted regression learns, and the true mean.

    watched: (k,) seconds of the k plays among `impressions` -> (sum T / (N - k),
    sum T / N). Their ratio is 1 / (1 - play rate): close if plays are rare.
    """
    watched = np.asarray(watched, dtype=float)
    if not 0 < len(watched) < impressions or watched.min() <= 0:
        got = f"{len(watched)} plays of {impressions} impressions"
        raise ValueError(f"expected some, not all, positive watch times, got {got}")
    total = watched.sum()
    return total / (impressions - len(watched)), total / impressions


# --8<-- [end:odds]


# --8<-- [start:fit]
def fit(features, played, seconds, steps=50, ridge=1e-9):
    """Return weights (d,) whose exp(features @ w) estimates seconds per impression.

    features: (n, d) with a column of ones; played: (n,) of 0 and 1; seconds: (n,) of
    watch time, read where played. Newton's method; cost O(steps n d²).
    """
    features, played = np.asarray(features, float), np.asarray(played, float)
    if len(features) != len(played) or set(np.unique(played)) != {0.0, 1.0}:
        raise ValueError("expected a row for each label, and both labels")
    weight = np.where(played == 1, seconds, 1.0)
    w = np.zeros(features.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-features @ w))
        gradient = features.T @ (weight * (played - p)) - ridge * w
        curvature = (features * (weight * p * (1 - p))[:, None]).T @ features
        step = np.linalg.solve(curvature + ridge * np.eye(len(w)), gradient)
        w += step * min(1.0, 2.0 / np.abs(step).max(initial=1e-300))  # damped
    return w


# --8<-- [end:fit]
