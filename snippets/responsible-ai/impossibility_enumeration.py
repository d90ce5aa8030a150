"""Look through all small confusion matrices for one that has it all.

Source: the theorem of Kleinberg, Mullainathan & Raghavan (2017) for two predictions:
sufficiency and separation with unequal base rates only for (anti)perfect predictors.
"""

from fractions import Fraction
from itertools import product


# --8<-- [start:search]
def both_criteria(size):
    """Return the pairs of matrices that meet sufficiency and separation.

    Each group has `size` cases, tp + fp + fn + tn; base rates differ, and both
    predictions and both labels occur in each group. Exact fractions. Cost: O(size³)
    matrices, grouped by their rates instead of compared pair by pair.
    """
    if size < 2:
        raise ValueError(f"expected groups of at least two, got {size}")
    by_rates = {}
    for matrix in _matrices(size):
        by_rates.setdefault(_rates(*matrix), []).append(matrix)
    return [
        (first, second)
        for group in by_rates.values()
        for first in group
        for second in group
        if first[0] + first[2] < second[0] + second[2]  # base rates differ
    ]


def is_perfect(matrix):
    """Tell whether a predictor is always right, or always wrong."""
    tp, fp, fn, tn = matrix
    return fp == fn == 0 or tp == tn == 0


# --8<-- [end:search]


def _matrices(size):
    for tp, fp, fn in product(range(size + 1), repeat=3):
        tn = size - tp - fp - fn
        sums = (tp + fp, fn + tn, tp + fn, fp + tn)
        if tn >= 0 and min(sums) > 0:
            yield tp, fp, fn, tn


def _rates(tp, fp, fn, tn):
    """PPV and the same for negatives (sufficiency), TPR and FPR (separation)."""
    return (
        Fraction(tp, tp + fp),
        Fraction(fn, fn + tn),
        Fraction(tp, tp + fn),
        Fraction(fp, fp + tn),
    )
