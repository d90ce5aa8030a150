"""A local linear model around one point, and how much it depends on its settings.

Source: Ribeiro, Singh & Guestrin (2016), equation 1, for numeric features with a
Gaussian kernel and without the sparsity step.
"""

import numpy as np


# --8<-- [start:lime]
def lime(f, x, width, samples, rng, spread=1.0):
    """Return (coefficients (M,), weighted R²) of the local surrogate.

    f: (n, M) -> (n,); samples are drawn around x with deviation `spread` and weighted
    by exp(-distance² / width²). R² is the local fidelity.
    """
    x = np.asarray(x, float)
    if width <= 0 or samples <= len(x) + 1:
        raise ValueError(
            f"expected a width above 0 and samples, got {width}, {samples}"
        )
    rows = x + spread * rng.normal(size=(samples, len(x)))
    weights = np.exp(-((rows - x) ** 2).sum(axis=1) / width**2)
    design = np.column_stack([np.ones(samples), rows - x])
    target = f(rows)
    root = np.sqrt(weights)[:, None]
    found, *_ = np.linalg.lstsq(design * root, target * root[:, 0], rcond=None)
    center = np.average(target, weights=weights)
    error = np.average((target - design @ found) ** 2, weights=weights)
    total = np.average((target - center) ** 2, weights=weights)
    return found[1:], 1 - error / total if total else 1.0


# --8<-- [end:lime]
