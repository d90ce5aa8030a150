"""Euclidean distances of all pairs: three ways, with their memory and their error.

Source: |x - y|² = |x|² + |y|² - 2 x·y. Goldberg (1991) for cancellation.
"""

import numpy as np


# --8<-- [start:expanded]
def expanded(x, y):
    """Return distances (n, m) of x (n, d) and y (m, d) by one matrix product.

    O(n m) memory, BLAS speed. Cancels for points that are close compared with their
    distance from the origin; negative results of that kind are cut to zero.
    """
    _check(x, y)
    squares = (x**2).sum(axis=1)[:, None] + (y**2).sum(axis=1) - 2 * x @ y.T
    return np.sqrt(np.maximum(squares, 0))


# --8<-- [end:expanded]


# --8<-- [start:chunked]
def chunked(x, y, rows=256):
    """Return the same from differences, a block of rows at a time.

    Exact to rounding, O(rows m d) memory besides the result, slower.
    """
    _check(x, y)
    out = np.empty((len(x), len(y)), dtype=np.result_type(x, y))
    for start in range(0, len(x), rows):
        block = x[start : start + rows, None, :] - y  # (rows, m, d)
        out[start : start + rows] = np.sqrt((block**2).sum(axis=2))
    return out


# --8<-- [end:chunked]


def loop(x, y):
    """Return the same by Python loops, for comparison."""
    _check(x, y)
    out = np.empty((len(x), len(y)))
    for i, a in enumerate(x):
        for j, b in enumerate(y):
            out[i, j] = sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
    return out


def memory(n, m, d, method, rows=256, itemsize=8):
    """Return the bytes of the result and the largest intermediate of a method."""
    extra = {"broadcast": n * m * d, "expanded": n * m, "chunked": rows * m * d}
    if method not in extra:
        raise ValueError(f"expected one of {sorted(extra)}, got {method}")
    return itemsize * (n * m + extra[method])


def _check(x, y):
    if np.ndim(x) != 2 or np.ndim(y) != 2 or np.shape(x)[1] != np.shape(y)[1]:
        got = f"{np.shape(x)} and {np.shape(y)}"
        raise ValueError(f"expected (n, d) and (m, d), got {got}")
