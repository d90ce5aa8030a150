"""The mechanical part of a first hour with a table: what to look at before a model.

Columns are NumPy arrays; missing numbers are NaN. Source: the checks of the article.
"""

import numpy as np
from scipy.stats import rankdata

SENTINELS = (-9999, -999, -99, -1, 99, 999, 9999)
LEAK_AUC, REPEATED, GAP = 0.98, 0.02, 0.1


# --8<-- [start:audit]
def audit(columns, target, key):
    """Return a sorted list of (check, column) that deserve a look, not a verdict.

    columns: {name: (n,) numbers}, target among them as 0 and 1; key: the name of the
    column that should tell rows apart. Cost: O(n log n) a column.
    """
    sizes = {name: len(values) for name, values in columns.items()}
    if len(set(sizes.values())) != 1 or not {target, key} <= sizes.keys():
        raise ValueError(f"expected equal columns with {target} and {key}, got {sizes}")
    labels = np.asarray(columns[target])
    if set(np.unique(labels)) != {0, 1}:
        raise ValueError(f"expected targets 0 and 1, got {np.unique(labels)}")
    found = set()
    if len(np.unique(columns[key])) < sizes[key]:
        found.add(("duplicated key", key))
    for name, values in columns.items():
        if name not in (target, key):
            checks = _checks(np.asarray(values, dtype=float), labels)
            found |= {(check, name) for check, fails in checks if fails}
    return sorted(found)


def _checks(values, labels):
    missing = np.isnan(values)
    present, known = values[~missing], labels[~missing]
    yield "constant", len(np.unique(present)) <= 1
    yield "sentinel", _has_sentinel(present)
    yield "missing with the target", _gap(missing, labels) > GAP
    if len(set(known)) == 2:
        auc = _auc(present, known)
        yield "leak", max(auc, 1 - auc) > LEAK_AUC


# --8<-- [end:audit]


def _has_sentinel(values):
    """A suspicious value that is frequent and far from its neighbors."""
    for sentinel in SENTINELS:
        others = values[values != sentinel]
        repeated = np.mean(values == sentinel) > REPEATED if values.size else False
        if repeated and others.size and np.abs(others - sentinel).min() > others.std():
            return True
    return False


def _gap(missing, labels):
    """The difference between the classes in how often the value is missing."""
    return abs(missing[labels == 1].mean() - missing[labels == 0].mean())


def _auc(values, labels):
    positives = labels.sum()
    ranks = rankdata(values)[labels == 1].sum() - positives * (positives + 1) / 2
    return ranks / (positives * (len(labels) - positives))
