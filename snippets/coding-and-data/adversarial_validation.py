"""Can a model tell training rows from test rows, and by which feature?

Source: the classifier two-sample test of Lopez-Paz & Oquab (2017), with trees.
"""

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict


# --8<-- [start:adversarial]
def adversarial_auc(train, test, seed=0):
    """Return (AUC out of fold of telling test from train, feature ranking).

    train: (n, d), test: (m, d). 0.5: not told apart. The ranking lists features by how
    much the AUC falls when one of them is shuffled, largest first.
    """
    if train.ndim != 2 or test.ndim != 2 or train.shape[1] != test.shape[1]:
        got = f"{train.shape} and {test.shape}"
        raise ValueError(f"expected tables with the same columns, got {got}")
    rows = np.vstack([train, test])
    labels = np.repeat([0, 1], [len(train), len(test)])
    forest = RandomForestClassifier(60, min_samples_leaf=10, random_state=seed)
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    scores = cross_val_predict(forest, rows, labels, cv=folds, method="predict_proba")
    auc = roc_auc_score(labels, scores[:, 1])
    return auc, _ranking(forest, rows, labels, seed)


def _ranking(forest, rows, labels, seed):
    rng = np.random.default_rng(seed)
    half = rng.permutation(len(rows)) < len(rows) // 2
    forest.fit(rows[half], labels[half])
    held, truth = rows[~half], labels[~half]
    base = roc_auc_score(truth, forest.predict_proba(held)[:, 1])
    drops = []
    for column in range(rows.shape[1]):
        shuffled = held.copy()
        shuffled[:, column] = rng.permutation(shuffled[:, column])
        drops.append(base - roc_auc_score(truth, forest.predict_proba(shuffled)[:, 1]))
    return np.argsort(drops)[::-1]


# --8<-- [end:adversarial]
