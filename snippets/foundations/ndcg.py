"""Discounted cumulative gain, and the share of the ideal that a ranking reaches.

Source: Järvelin & Kekäläinen (2002); the exponential gain is common in web search.
"""

import numpy as np

GAINS = {"linear": lambda grades: grades, "exponential": lambda g: np.exp2(g) - 1}


# --8<-- [start:dcg]
def dcg(grades, k=None, gain="linear"):
    """Return the sum of gain(grade) / log2(place + 1) over the first k places.

    grades: (n,) relevance in the order shown, 0 or more; gain: linear or exponential.
    """
    grades = np.asarray(grades, float)
    if gain not in GAINS:
        raise ValueError(f"expected gain {' or '.join(GAINS)}, got {gain}")
    if grades.size and grades.min() < 0:
        raise ValueError(f"expected grades of 0 or more, got {grades.min()}")
    shown = GAINS[gain](grades[:k])
    return np.sum(shown / np.log2(np.arange(2, len(shown) + 2)))


def ndcg(grades, k=None, gain="linear"):
    """Return dcg over that of the best order, or nan where nothing is relevant."""
    best = dcg(np.sort(np.asarray(grades, float))[::-1], k, gain)
    return dcg(grades, k, gain) / best if best > 0 else float("nan")


# --8<-- [end:dcg]


def reciprocal_rank(grades):
    """Return 1 / place of the first relevant item, 0 if there is none."""
    hits = np.flatnonzero(np.asarray(grades) > 0)
    return 1 / (hits[0] + 1) if hits.size else 0.0
