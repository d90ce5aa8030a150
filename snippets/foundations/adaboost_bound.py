"""AdaBoost with decision stumps and its exponential bound on the training error.

Source: Freund and Schapire 1997, figure 2 and theorem 6, doi:10.1006/jcss.1997.1504;
the votes as half the log-odds: Friedman, Hastie and Tibshirani 2000, lemma 1.
"""

import numpy as np


# --8<-- [start:adaboost]
def adaboost(x, y, rounds):
    """Return (alphas, stumps, errors); stops early after a stump without error.

    x (n, p), y (n,) of -1 and 1. errors[m] is the weighted error of stump m under the
    weights it was trained on. O(rounds * p * n log n).
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y)
    if not np.isin(y, (-1, 1)).all():
        raise ValueError(f"expected labels -1 and 1, got {np.unique(y)[:5]}")
    weight = np.full(len(y), 1 / len(y))
    alphas, stumps, errors = [], [], []
    for _ in range(rounds):
        stump = best_stump(x, y, weight)
        guess = predict_stump(stump, x)
        error = weight[guess != y].sum()
        alpha = 0.5 * np.log((1 - error) / max(error, 1e-12))
        alphas.append(alpha), stumps.append(stump), errors.append(error)
        if error == 0:
            break
        weight *= np.exp(-alpha * y * guess)  # wrong rows up, right rows down
        weight /= weight.sum()  # afterwards the stump's error is exactly 1/2
    return np.array(alphas), stumps, np.array(errors)


def bound(errors):
    """Return the bound prod 2 sqrt(e (1 - e)) on the training error, (rounds,)."""
    return np.cumprod(2 * np.sqrt(errors * (1 - errors)))


# --8<-- [end:adaboost]


def best_stump(x, y, weight):
    """Return (feature, threshold, sign) with the least weighted error."""
    order = np.argsort(x, axis=0, kind="stable")
    ordered = np.take_along_axis(x, order, axis=0)
    signed = np.cumsum((weight * y)[order], axis=0)[:-1]  # labels' weight on the left
    error = 0.5 * (1 - weight @ y) + signed  # of saying -1 on the left, 1 on the right
    error[ordered[1:] == ordered[:-1]] = 0.5  # equal values cannot be separated
    row, feature = np.unravel_index(np.argmax(np.abs(error - 0.5)), error.shape)
    sign = 1 if error[row, feature] < 0.5 else -1
    return feature, ordered[row : row + 2, feature].mean(), sign


def predict_stump(stump, x):
    """Return labels -1 and 1 (n,): the sign where x >= threshold, else its negative."""
    feature, threshold, sign = stump
    return np.where(x[:, feature] < threshold, -sign, sign)


def staged_margin(model, x):
    """Return the weighted votes after 1, 2, ... rounds, (rounds, n)."""
    alphas, stumps, _ = model
    votes = [predict_stump(stump, x) for stump in stumps]
    return np.cumsum(alphas[:, None] * np.array(votes), axis=0)
