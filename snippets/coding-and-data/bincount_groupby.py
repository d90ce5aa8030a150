"""Count, mean and variance by group in a few passes over the rows.

Source: two-pass variance, Chan, Golub & LeVeque (1983), for why not from squares.
"""

import numpy as np


# --8<-- [start:groupby]
def group_statistics(groups, values, count):
    """Return (sizes, means, variances), each (count,); nan for empty groups.

    groups: (n,) whole numbers in [0, count); values: (n,), nan left out. The variance
    divides by the size (ddof 0). Cost: O(n + count), no sort.
    """
    groups, values = np.asarray(groups), np.asarray(values, dtype=float)
    if groups.shape != values.shape or groups.ndim != 1:
        got = f"{groups.shape} and {values.shape}"
        raise ValueError(f"expected two vectors of one length, got {got}")
    if groups.size and not (groups.min() >= 0 and groups.max() < count):
        raise ValueError(f"expected groups from 0 to {count - 1}")
    known = ~np.isnan(values)
    groups, values = groups[known], values[known]
    sizes = np.bincount(groups, minlength=count)
    divisor = np.where(sizes > 0, sizes, np.nan)
    means = np.bincount(groups, weights=values, minlength=count) / divisor
    squares = (values - means[groups]) ** 2  # the second pass
    return sizes, means, np.bincount(groups, squares, minlength=count) / divisor


# --8<-- [end:groupby]
