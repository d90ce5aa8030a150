"""AUC twice: as the share of pairs in the right order, and from ranks.

Source: Hanley & McNeil (1982): the area under the ROC curve is the probability that a
random positive gets a higher score than a random negative, ties counting one half.
"""

import numpy as np
from scipy.stats import rankdata


# --8<-- [start:pairs]
def auc_by_pairs(scores, labels):
    """Return the share of (positive, negative) pairs in which the positive is higher.

    scores: (n,) numbers; labels: (n,) of 0 and 1. A tie counts one half.
    Cost: O(p * m) time and memory for p positives and m negatives.
    """
    positive, negative = _split(scores, labels)
    difference = positive[:, None] - negative[None, :]  # (p, m)
    return np.mean((difference > 0) + 0.5 * (difference == 0))


# --8<-- [end:pairs]


# --8<-- [start:ranks]
def auc_by_ranks(scores, labels):
    """Return the same number from the ranks of the positives.

    Their rank sum counts, for each positive, all items not above it (ties by half):
    the negatives below plus the positives' own order, which is subtracted.
    Cost: O(n log n) time, O(n) memory.
    """
    positive, negative = _split(scores, labels)
    ranks = rankdata(np.concatenate([positive, negative]))  # ties share their mean
    p, m = len(positive), len(negative)
    return (ranks[:p].sum() - p * (p + 1) / 2) / (p * m)


# --8<-- [end:ranks]


def _split(scores, labels):
    scores, labels = np.asarray(scores, dtype=float), np.asarray(labels)
    if scores.shape != labels.shape or scores.ndim != 1:
        expected = f"expected two vectors of one length, got {scores.shape}"
        raise ValueError(f"{expected} and {labels.shape}")
    if set(np.unique(labels)) != {0, 1}:
        raise ValueError(f"expected both labels 0 and 1, got {np.unique(labels)}")
    return scores[labels == 1], scores[labels == 0]
