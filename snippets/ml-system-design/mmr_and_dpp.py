"""Two greedy ways to trade relevance against similarity in a list.

Sources: Carbonell & Goldstein (1998) for maximal marginal relevance; Chen, Zhang & Zhou
(2018) for greedy selection by a determinant.
"""

import numpy as np


# --8<-- [start:mmr]
def mmr(relevance, similarity, count, tradeoff):
    """Return `count` items in order, by marginal relevance.

    relevance: (n,); similarity: (n, n), row i of item i; tradeoff in [0, 1], where 1
    sorts by relevance. Ties go to the lowest index. Cost: O(n count), as the largest
    similarity to what is chosen is kept and updated.
    """
    relevance = np.asarray(relevance, float)
    similarity = _square(similarity, len(relevance))
    if not 0 <= tradeoff <= 1:
        raise ValueError(f"expected a trade-off in [0, 1], got {tradeoff}")
    nearest = np.zeros(len(relevance))  # to what is chosen; 0 for the first
    free = np.ones(len(relevance), dtype=bool)
    chosen = []
    for place in range(min(count, len(relevance))):
        value = tradeoff * relevance - (1 - tradeoff) * nearest
        best = int(np.argmax(np.where(free, value, -np.inf)))
        chosen.append(best)
        free[best] = False
        near = similarity[:, best]
        nearest = near if place == 0 else np.maximum(nearest, near)
    return chosen


# --8<-- [end:mmr]


# --8<-- [start:determinant]
def greedy_determinant(quality, similarity, count):
    """Return `count` items that greedily maximize log det of their kernel.

    The kernel is quality_i similarity_ij quality_j, similarity positive definite with
    a diagonal of one. Written for clarity: O(n count⁴); with Cholesky updates it is
    O(n count²).
    """
    quality = np.asarray(quality, float)
    similarity = _square(similarity, len(quality))
    if quality.min() <= 0:
        raise ValueError("expected quality above zero")
    kernel = quality[:, None] * similarity * quality
    chosen = []
    while len(chosen) < min(count, len(quality)):
        rest = [i for i in range(len(quality)) if i not in chosen]
        chosen.append(max(rest, key=lambda i: log_determinant(kernel, [*chosen, i])))
    return chosen


def log_determinant(kernel, items):
    """Return log det of the kernel restricted to some items."""
    return np.linalg.slogdet(kernel[np.ix_(items, items)])[1]


# --8<-- [end:determinant]


def _square(matrix, size):
    matrix = np.asarray(matrix, float)
    if matrix.shape != (size, size):
        raise ValueError(f"expected similarity ({size}, {size}), got {matrix.shape}")
    return matrix
