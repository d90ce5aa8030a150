"""Apparent minus true AUC of one model under several leaks, on synthetic data.

Source: the families of Kaufman et al. (2012) and Kapoor & Narayanan (2023).
"""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

LEAKS = ("none", "scaling", "duplicates", "selection", "target mean", "after outcome")
COLUMNS, CODES = 60, 150


# --8<-- [start:gap]
def gap(leak, rng, rows=300):
    """Return AUC on the test half minus AUC on fresh rows as production sees them.

    Two of 60 columns are weakly informative, as is nothing in the code of 150 values.
    """
    if leak not in LEAKS:
        raise ValueError(f"expected one of {', '.join(LEAKS)}, got {leak}")
    x, code, y = _problem(rows, rng)
    new_x, new_code, new_y = _problem(4000, rng)
    train = np.arange(rows) % 2 == 0
    if leak == "duplicates":  # a third of the test half copies training rows
        spots = np.flatnonzero(~train)[: rows // 6]
        x[spots], y[spots] = x[spots - 1], y[spots - 1]
    encode = _encoder(leak, x, code, y, train)
    seen, unseen = encode(x, code, y), encode(new_x, new_code, None)
    model = LogisticRegression(C=1.0, max_iter=3000).fit(seen[train], y[train])
    apparent = roc_auc_score(y[~train], model.decision_function(seen[~train]))
    return apparent - roc_auc_score(new_y, model.decision_function(unseen))


# --8<-- [end:gap]


def _problem(rows, rng):
    x = rng.normal(size=(rows, COLUMNS))
    chance = 1 / (1 + np.exp(-0.6 * (x[:, 0] - x[:, 1])))
    return x, rng.integers(0, CODES, rows), (rng.random(rows) < chance).astype(int)


def _encoder(leak, x, code, y, train):
    """Return the function that makes a model's input, fitted the leaky way."""
    mean, deviation = x[train].mean(axis=0), x[train].std(axis=0)
    chosen, extra = np.arange(COLUMNS), None
    if leak == "scaling":  # statistics of all rows
        mean, deviation = x.mean(axis=0), x.std(axis=0)
    if leak == "selection":  # the ten columns most correlated with all labels
        score = np.abs((x - x.mean(axis=0)).T @ (y - y.mean()))
        chosen = np.argsort(score)[-10:]
    if leak == "target mean":  # test labels included
        sizes = np.bincount(code, minlength=CODES)
        means = np.bincount(code, y, CODES) / np.maximum(sizes, 1)
        extra = np.where(sizes > 0, means, y.mean())

    def encode(rows, codes, labels):
        parts = [((rows - mean) / deviation)[:, chosen]]
        if extra is not None:
            parts.append(4 * extra[codes][:, None])
        if leak == "after outcome":  # in production it is not filled in yet
            noise = np.random.default_rng(0).normal(size=len(rows))
            known = noise if labels is None else noise + 1.5 * labels
            parts.append(known[:, None])
        return np.hstack(parts)

    return encode
