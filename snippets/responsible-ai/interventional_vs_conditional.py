"""Two value functions for a linear model on Gaussian features.

Source: Janzing, Minorics & Blöbaum (2020) and Aas, Jullum & Løland (2021), for the
difference; Gaussian conditional means in closed form.
"""

from itertools import combinations

import numpy as np


# --8<-- [start:games]
def linear_values(beta, x, mean, covariance, conditional):
    """Return {coalition: v(S)} of f(x) = beta x for features N(mean, covariance).

    Interventional: features outside S have their mean. Conditional: their mean given
    that those in S are as observed.
    """
    beta, x, mean = (np.asarray(a, float) for a in (beta, x, mean))
    covariance = np.asarray(covariance, float)
    if covariance.shape != (len(x), len(x)) or not len(beta) == len(mean) == len(x):
        got = f"{len(beta)}, {len(x)}, {len(mean)} and {covariance.shape}"
        raise ValueError(f"expected M numbers and an (M, M) covariance, got {got}")
    values = {}
    for size in range(len(x) + 1):
        for chosen in combinations(range(len(x)), size):
            inside = list(chosen)
            outside = [i for i in range(len(x)) if i not in chosen]
            filled = x.copy()
            filled[outside] = mean[outside]
            if conditional and inside and outside:
                known = covariance[np.ix_(inside, inside)]
                cross = covariance[np.ix_(outside, inside)]
                filled[outside] += cross @ np.linalg.solve(known, (x - mean)[inside])
            values[frozenset(chosen)] = beta @ filled
    return values


# --8<-- [end:games]
