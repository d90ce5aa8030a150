"""Fit a learning curve with an irreducible error, and say how far it can be trusted.

Source: Hestness et al. (2017): error(n) = a n^-b + c, in which c is what more
data of this kind cannot remove.
"""

import numpy as np
from scipy.optimize import curve_fit


def curve(n, scale, power, floor):
    """Return a n^-b + c for sizes n > 0."""
    return scale * np.power(n, -power) + floor


# --8<-- [start:fit]
def fit(sizes, errors):
    """Return (scale, power, floor) by least squares on relative errors.

    sizes, errors: (k,) positive numbers, k >= 4, at least two decades are advisable.
    Bounds keep all three at or above zero. RuntimeError where it does not converge.
    """
    sizes, errors = np.asarray(sizes, dtype=float), np.asarray(errors, dtype=float)
    if sizes.shape != errors.shape or sizes.size < 4:
        got = f"{sizes.shape} and {errors.shape}"
        raise ValueError(f"expected at least four sizes and as many errors, got {got}")
    if sizes.min() <= 0 or errors.min() <= 0:
        raise ValueError("expected sizes and errors above zero")
    start = (errors[0] * np.sqrt(sizes[0]), 0.5, errors.min() / 2)
    found, _ = curve_fit(
        curve, sizes, errors, p0=start, sigma=errors, bounds=(0, [np.inf, 2, np.inf])
    )
    return found


def extrapolate(sizes, errors, at, noise, rng, resamples=200):
    """Return the 5th, 50th and 95th percentile of the error predicted at size `at`.

    Parametric bootstrap: errors are redrawn around the fitted curve with relative
    standard deviation `noise`, and refitted. It knows nothing of a wrong formula.
    """
    sizes = np.asarray(sizes, dtype=float)
    center = curve(sizes, *fit(sizes, errors))
    predicted = []
    for _ in range(resamples):
        drawn = center * (1 + noise * rng.normal(size=sizes.size))
        predicted.append(curve(at, *fit(sizes, drawn)))
    return np.percentile(predicted, [5, 50, 95])


# --8<-- [end:fit]
