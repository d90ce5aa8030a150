"""EM for the mean and covariance of a multivariate normal with missing entries.

Valid if entries are missing at random: given what is observed, missingness does not
depend on the missing values, and its parameters say nothing about mean or covariance.

Source: Dempster, Laird and Rubin 1977, section 4.1; Rubin 1976 (when it is valid).
x: (N, D) with NaN for missing; one iteration costs O(P D^3 + N D^2) for P patterns.
"""

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit


def patterns(x):
    """Return rows, missing and observed columns of each pattern of gaps."""
    found, which = np.unique(np.isnan(x), axis=0, return_inverse=True)
    return [
        (np.flatnonzero(which == k), np.flatnonzero(gap), np.flatnonzero(~gap))
        for k, gap in enumerate(found)
    ]


# --8<-- [start:e-step]
def complete(x, groups, mean, covariance):
    """Return x with conditional means filled in (N, D), and the summed conditional
    covariance of what was missing (D, D); groups are the patterns of gaps."""
    filled, doubt = x.copy(), np.zeros_like(covariance)
    for rows, lost, seen in groups:
        joint = covariance[np.ix_(lost, seen)]
        slope = np.linalg.solve(covariance[np.ix_(seen, seen)], joint.T).T
        centered = x[np.ix_(rows, seen)] - mean[seen]
        filled[np.ix_(rows, lost)] = mean[lost] + centered @ slope.T
        residual = covariance[np.ix_(lost, lost)] - slope @ joint.T
        doubt[np.ix_(lost, lost)] += len(rows) * residual
    return filled, doubt


# --8<-- [end:e-step]


# --8<-- [start:fit]
def fit(x, iterations=200):
    """Return the maximum-likelihood mean (D,) and covariance (D, D)."""
    x = np.asarray(x, dtype=float)
    if x.ndim != 2 or np.isnan(x).all(axis=0).any():
        raise ValueError(f"expected (N, D) with no empty column, got shape {x.shape}")
    mean, covariance = np.nanmean(x, axis=0), np.diag(np.nanvar(x, axis=0))
    groups = patterns(x)
    for _ in range(iterations):
        filled, doubt = complete(x, groups, mean, covariance)
        mean = filled.mean(axis=0)
        centered = filled - mean
        covariance = (centered.T @ centered + doubt) / len(x)
    return mean, covariance


# --8<-- [end:fit]


def sensor(mechanism, readings, rng, share=0.3):
    """Return temperature and vibration, (N, 2), and the same with gaps in vibration.

    Vibration has mean 2 and standard deviation 0.5, correlation 0.8 with temperature.
    mechanism: what raises the odds of a gap, "MCAR" nothing, "MAR" temperature,
    "MNAR" vibration itself; share: expected fraction of gaps
    """
    z = rng.normal(size=(readings, 2))
    vibration = 0.8 * z[:, 0] + 0.6 * z[:, 1]  # standardized
    drivers = {"MCAR": 0 * vibration, "MAR": z[:, 0], "MNAR": vibration}
    if mechanism not in drivers:
        raise ValueError(f"expected one of {sorted(drivers)}, got {mechanism!r}")
    odds = 2 * drivers[mechanism]
    shift = brentq(lambda c: expit(c + odds).mean() - share, -20, 20)
    truth = np.column_stack([25 + 8 * z[:, 0], 2 + 0.5 * vibration])
    gappy = truth.copy()
    gappy[rng.random(readings) < expit(shift + odds), 1] = np.nan
    return truth, gappy
