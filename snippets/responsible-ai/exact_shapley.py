"""Shapley values of a prediction by enumerating all coalitions.

Sources: Shapley (1953); Lundberg & Lee (2017), equation 8, for predictions. The value
of a coalition is the mean prediction with its features from x, the rest from a
background row (interventional).
"""

from itertools import combinations
from math import factorial

import numpy as np


# --8<-- [start:values]
def coalition_values(f, x, background):
    """Return {coalition: v(S)} for all 2^M subsets, as frozensets of columns.

    f: (n, M) -> (n,); x: (M,); background: (B, M). Cost: 2^M B evaluations, one call.
    """
    x, background = np.asarray(x, float), np.atleast_2d(np.asarray(background, float))
    if x.ndim != 1 or background.shape[1] != len(x) or len(x) > 12:
        got = f"{x.shape} and {background.shape}"
        raise ValueError(f"expected (M,) and (B, M) with M up to 12, got {got}")
    features = range(len(x))
    subsets = [
        frozenset(s) for k in range(len(x) + 1) for s in combinations(features, k)
    ]
    rows = np.repeat(background[None], len(subsets), axis=0)  # (2^M, B, M)
    for place, subset in enumerate(subsets):
        rows[place][:, list(subset)] = x[list(subset)]
    outputs = np.asarray(f(rows.reshape(-1, len(x)))).reshape(len(subsets), -1)
    return dict(zip(subsets, outputs.mean(axis=1), strict=True))


# --8<-- [end:values]


# --8<-- [start:shapley]
def shapley(values, features):
    """Return phi (features,) from the values of all coalitions.

    phi_i sums |S|! (M - |S| - 1)! / M! (v(S with i) - v(S)) over S without i.
    """
    phi = np.zeros(features)
    for subset, value in values.items():
        size = len(subset)
        for i in range(features):
            if i not in subset:
                weight = factorial(size) * factorial(features - size - 1)
                gain = values[subset | {i}] - value
                phi[i] += weight / factorial(features) * gain
    return phi


# --8<-- [end:shapley]
