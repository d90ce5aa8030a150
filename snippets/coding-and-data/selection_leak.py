"""Feature selection before and inside cross-validation, on pure noise.

Source: Hastie, Tibshirani & Friedman (2009), section 7.10.2: with labels that have
nothing to do with the features, selection on all data makes the error look small.
"""

import numpy as np


# --8<-- [start:leak]
def cv_error(x, y, keep, folds, inside, rng):
    """Return the cross-validated error of 1-nearest-neighbor on selected features.

    x: (n, d), y: (n,) of 0 and 1; keep: features chosen by absolute correlation with y;
    inside: choose in each training part (right) or once on all rows (leaks).
    """
    _check(x, y, keep, folds)
    fold = rng.permutation(np.arange(len(y)) % folds)
    chosen = _most_correlated(x, y, keep)
    wrong = 0
    for part in range(folds):
        train, test = fold != part, fold == part
        if inside:
            chosen = _most_correlated(x[train], y[train], keep)
        a, b = x[test][:, chosen], x[train][:, chosen]
        distances = (a**2).sum(1)[:, None] + (b**2).sum(1) - 2 * a @ b.T
        wrong += (y[train][distances.argmin(axis=1)] != y[test]).sum()
    return wrong / len(y)


# --8<-- [end:leak]


def _most_correlated(x, y, keep):
    centered = x - x.mean(axis=0)
    spread = np.sqrt((centered**2).sum(axis=0))
    score = np.abs(centered.T @ (y - y.mean())) / spread
    return np.argpartition(score, -keep)[-keep:]


def _check(x, y, keep, folds):
    if len(x) != len(y) or not 1 <= keep <= x.shape[1] or not 2 <= folds <= len(y):
        got = f"{x.shape}, {len(y)} labels, keep {keep}, {folds} folds"
        raise ValueError(f"expected as many labels as rows and valid sizes, got {got}")
