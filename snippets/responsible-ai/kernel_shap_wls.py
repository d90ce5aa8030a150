"""Shapley values as the solution of a weighted least-squares problem.

Source: Lundberg & Lee (2017), theorem 2: weights (M - 1) / (C(M, s) s (M - s)); the
empty and the full coalition are met exactly.
"""

from math import comb

import numpy as np


# --8<-- [start:wls]
def weight(features, size):
    """Return the Shapley kernel of a coalition of 1 to M - 1 features."""
    if not 0 < size < features:
        raise ValueError(f"expected a size between 1 and {features - 1}, got {size}")
    return (features - 1) / (comb(features, size) * size * (features - size))


def solve(values, features):
    """Return phi (features,) that fits all coalition values best, ends exactly.

    values: {frozenset: v(S)} of all subsets. Minimizes the weighted squared error of
    v(empty) + sum of phi over S, with the sum of all phi fixed (a Lagrange row).
    """
    empty, full = values[frozenset()], values[frozenset(range(features))]
    inner = [s for s in values if 0 < len(s) < features]
    design = np.array([[i in s for i in range(features)] for s in inner], float)
    weights = np.array([weight(features, len(s)) for s in inner])
    target = np.array([values[s] - empty for s in inner])
    system = np.ones((features + 1, features + 1))
    system[:features, :features] = (design * weights[:, None]).T @ design
    system[-1, -1] = 0
    right = np.append((design * weights[:, None]).T @ target, full - empty)
    return np.linalg.solve(system, right)[:features]


# --8<-- [end:wls]
