"""AUC over all impressions, and within each user's impressions.

Source: the pairwise definition of AUC; grouped AUC averages it by user, weighted by
impressions, over users who have both labels.
"""

import numpy as np
from scipy.stats import rankdata


# --8<-- [start:auc]
def auc(scores, labels):
    """Return the share of (positive, negative) pairs in order, ties counting half."""
    scores, labels = np.asarray(scores, float), np.asarray(labels)
    positives = int(labels.sum())
    negatives = len(labels) - positives
    if positives == 0 or negatives == 0:
        raise ValueError("expected both labels, got one")
    ranks = rankdata(scores)[labels == 1].sum()
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def grouped_auc(users, scores, labels):
    """Return the mean of the users' AUCs, weighted by their impressions.

    users, scores, labels: (n,). Users with one label only have no AUC and are left
    out; ValueError if that leaves nobody. Cost: O(users n).
    """
    users, scores, labels = map(np.asarray, (users, scores, labels))
    total = weight = 0.0
    for user in np.unique(users):
        mine = users == user
        if 0 < labels[mine].sum() < mine.sum():
            total += mine.sum() * auc(scores[mine], labels[mine])
            weight += mine.sum()
    if weight == 0:
        raise ValueError("expected a user with both labels, got none")
    return total / weight


# --8<-- [end:auc]
