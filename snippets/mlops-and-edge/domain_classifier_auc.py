"""A two-sample test by a classifier: can a model tell old rows from new ones?

Source: Lopez-Paz & Oquab (2017), classifier two-sample tests. Quadratic features let a
linear model see changed correlations, which univariate tests miss.
"""

import numpy as np
from scipy.stats import rankdata


# --8<-- [start:classifier]
def domain_auc(old, new, rng, ridge=1e-3):
    """Return the AUC on held-out halves of telling new rows (1) from old ones (0).

    old: (n, d), new: (m, d). Least squares on values, squares and products, fitted on
    one random half and scored on the other. 0.5: indistinguishable to this model.
    """
    old, new = np.asarray(old, float), np.asarray(new, float)
    if old.ndim != 2 or new.ndim != 2 or old.shape[1] != new.shape[1]:
        got = f"{old.shape} and {new.shape}"
        raise ValueError(f"expected tables with the same columns, got {got}")
    rows = np.vstack([old, new])
    labels = np.repeat([0, 1], [len(old), len(new)])
    features = _quadratic((rows - rows.mean(axis=0)) / rows.std(axis=0))
    order = rng.permutation(len(rows))
    train, held = order[::2], order[1::2]
    gram = features[train].T @ features[train]
    gram += ridge * len(train) * np.eye(len(gram))
    weights = np.linalg.solve(gram, features[train].T @ (labels[train] - 0.5))
    return _auc(labels[held], features[held] @ weights)


# --8<-- [end:classifier]


def permutation_p(old, new, rng, repeats=99):
    """Return AUC and the share of shuffled labelings that reach it, itself included."""
    observed = domain_auc(old, new, rng)
    rows, cut = np.vstack([old, new]), len(old)
    reached = 1
    for _ in range(repeats):
        mixed = rows[rng.permutation(len(rows))]
        reached += domain_auc(mixed[:cut], mixed[cut:], rng) >= observed
    return observed, reached / (repeats + 1)


def _quadratic(rows):
    first, second = np.triu_indices(rows.shape[1])
    ones = np.ones((len(rows), 1))
    return np.hstack([ones, rows, rows[:, first] * rows[:, second]])


def _auc(labels, scores):
    positives = labels.sum()
    wins = rankdata(scores)[labels == 1].sum() - positives * (positives + 1) / 2
    return wins / (positives * (len(labels) - positives))
