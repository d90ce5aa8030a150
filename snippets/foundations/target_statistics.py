"""Target statistics of a categorical feature: greedy, with leakage, and ordered.

Source: Prokhorenkova et al. 2018, section 3.2, arXiv:1706.09516.
"""

import numpy as np


# --8<-- [start:ordered]
def greedy_statistics(category, y, prior, strength=1.0):
    """Return each row's smoothed category mean (n,), its own label included."""
    _, code = _codes(category, y)
    total, count = np.bincount(code, weights=y), np.bincount(code)
    return ((total + strength * prior) / (count + strength))[code]


def ordered_statistics(category, y, prior, strength=1.0, *, rng):
    """Return each row's smoothed mean (n,) of the rows before it in a random order."""
    levels, code = _codes(category, y)
    total, count = np.zeros(len(levels)), np.zeros(len(levels))
    statistic = np.empty(len(code))
    for row in rng.permutation(len(code)):
        k = code[row]
        statistic[row] = (total[k] + strength * prior) / (count[k] + strength)
        total[k] += y[row]  # only now: the row's own label came after its feature
        count[k] += 1
    return statistic


# --8<-- [end:ordered]


def _codes(category, y):
    if np.shape(category) != np.shape(y):
        shapes = f"{np.shape(category)} and {np.shape(y)}"
        raise ValueError(f"expected category and y of one shape (n,), got {shapes}")
    return np.unique(category, return_inverse=True)
