"""Area under the ROC curve and average precision, with ties.

Sources: Hanley & McNeil (1982) for the area as a probability; Davis & Goadrich (2006)
for why precision is not interpolated.
"""

import numpy as np
from scipy.stats import rankdata


# --8<-- [start:auc]
def roc_auc(labels, scores):
    """Return P(s+ > s-) + P(s+ = s-) / 2 over random pairs of both classes.

    labels: (n,) of 0 and 1, both present; scores: (n,). By ranks: the rank sum of the
    positives, less what they contribute among themselves, counts the negatives below
    each. Cost: O(n log n).
    """
    labels, scores = _checked(labels, scores)
    positives = labels.sum()
    wins = rankdata(scores)[labels == 1].sum() - positives * (positives + 1) / 2
    return wins / (positives * (len(labels) - positives))


# --8<-- [end:auc]


# --8<-- [start:ap]
def average_precision(labels, scores):
    """Return the sum of (R_n - R_{n-1}) P_n over distinct thresholds, highest first.

    Equal scores enter together, so their order does not matter. Cost: O(n log n).
    """
    labels, scores = _checked(labels, scores)
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    last = np.flatnonzero(np.append(ranked[:-1] != ranked[1:], True))  # of each tie
    hits = np.cumsum(labels[order])[last]
    precision, recall = hits / (last + 1), hits / labels.sum()
    return np.sum(np.diff(recall, prepend=0) * precision)


# --8<-- [end:ap]


# --8<-- [start:precision]
def precision(true_positive_rate, false_positive_rate, prevalence):
    """Return the share of flagged cases that are positive, by Bayes' rule."""
    true = true_positive_rate * prevalence
    flagged = true + false_positive_rate * (1 - prevalence)
    if flagged == 0:
        raise ValueError("expected some case to be flagged, got none")
    return true / flagged


# --8<-- [end:precision]


def _checked(labels, scores):
    labels, scores = np.asarray(labels), np.asarray(scores, float)
    if labels.shape != scores.shape or labels.ndim != 1:
        got = f"{labels.shape} and {scores.shape}"
        raise ValueError(f"expected two vectors of one length, got {got}")
    if set(np.unique(labels)) != {0, 1}:
        raise ValueError(f"expected labels 0 and 1, got {np.unique(labels)}")
    return labels.astype(int), scores
