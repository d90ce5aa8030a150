"""Area under the ROC curve within groups, so that pairs across groups do not count.

Source: Zhou et al. (2018), who weight the areas of users by their impressions.
"""

import numpy as np
from scipy.stats import rankdata


# --8<-- [start:grouped]
def grouped_auc(labels, scores, groups):
    """Return (mean area over groups, weighted by rows; share of rows that counted).

    labels: (n,) of 0 and 1; scores: (n,); groups: (n,) of users or queries. A group
    with one class only has no area and is left out. Cost: O(n log n).
    """
    labels, scores, groups = (np.asarray(a) for a in (labels, scores, groups))
    if not labels.shape == scores.shape == groups.shape:
        got = f"{labels.shape}, {scores.shape} and {groups.shape}"
        raise ValueError(f"expected three vectors of one length, got {got}")
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    areas, weights = [], []
    for rows in np.split(order, starts):
        positives = labels[rows].sum()
        if 0 < positives < len(rows):
            areas.append(_area(labels[rows], scores[rows]))
            weights.append(len(rows))
    if not areas:
        raise ValueError("expected a group with both classes, got none")
    return np.average(areas, weights=weights), sum(weights) / len(labels)


# --8<-- [end:grouped]


def _area(labels, scores):
    positives = labels.sum()
    wins = rankdata(scores)[labels == 1].sum() - positives * (positives + 1) / 2
    return wins / (positives * (len(labels) - positives))
