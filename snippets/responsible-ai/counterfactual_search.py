"""The smallest change, in weighted L1, that moves a linear score over a threshold.

Source: Wachter, Mittelstadt & Russell (2018), with distances scaled by the median
absolute deviation; for one linear constraint the optimum is a fractional knapsack.
"""

import numpy as np


# --8<-- [start:search]
def counterfactual(x, beta, intercept, threshold, scale, limits):
    """Return the changed x (d,), or None if the limits do not allow it.

    The score intercept + beta x must reach `threshold`; the cost of a change is the sum
    of |change| / scale. limits: (d, 2), the largest change down and up of each feature,
    zeros for what cannot be changed. Features are used in order of score per cost.
    """
    x, beta, scale = (np.asarray(a, float) for a in (x, beta, scale))
    limits = np.asarray(limits, float)
    if not x.shape == beta.shape == scale.shape or limits.shape != (len(x), 2):
        got = f"{x.shape}, {beta.shape}, {scale.shape}, {limits.shape}"
        raise ValueError(f"expected vectors (d,) and limits (d, 2), got {got}")
    if scale.min() <= 0 or limits.min() < 0:
        raise ValueError("expected scales above zero and limits of zero or more")
    missing = threshold - (intercept + beta @ x)
    changed = x.copy()
    for i in np.argsort(-np.abs(beta) * scale, kind="stable"):
        if missing <= 0:
            return changed
        if beta[i] == 0:
            continue
        room = limits[i, 1] if beta[i] > 0 else limits[i, 0]
        step = min(room, missing / abs(beta[i]))
        changed[i] += np.sign(beta[i]) * step
        missing -= abs(beta[i]) * step
    return changed if missing <= 1e-12 else None


# --8<-- [end:search]
