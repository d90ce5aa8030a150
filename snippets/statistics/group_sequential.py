"""Exact error rates of repeated looks, by integrating from one look to the next.

Source: Armitage, McPherson and Rowe 1969 (the recursion); Pocock 1977; O'Brien and
Fleming 1979. Looks are equally spaced; Z is standard normal under the null.
Cost: O(looks * nodes^2).
"""

import math

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm


# --8<-- [start:crossing]
def crossing(boundary, drift=0.0, nodes=128):
    """Return for each look the chance that |Z| has crossed by then, (looks,).

    boundary: (looks,) critical values of |Z|; drift: mean of one increment.
    The sum S of k standard normal increments is Z sqrt(k); its density survives only
    inside the boundary, so each look convolves what is left with one more increment.
    """
    boundary = np.asarray(boundary, dtype=float)
    if boundary.ndim != 1 or not (boundary > 0).all():
        raise ValueError(f"expected positive critical values (looks,), got {boundary}")
    node, weight = np.polynomial.legendre.leggauss(nodes)
    points, mass = np.zeros(1), np.ones(1)  # before any look the sum is 0
    crossed = []
    for look, critical in enumerate(boundary, 1):
        edge = critical * math.sqrt(look)
        inside = edge * node
        density = norm.pdf(inside[:, None] - points - drift) @ mass
        points, mass = inside, edge * weight * density
        crossed.append(1 - mass.sum())
    return np.array(crossed)


# --8<-- [end:crossing]


# --8<-- [start:boundaries]
def pocock(looks, alpha=0.05):
    """Return the same critical value at every look, (looks,)."""
    return _calibrated(np.ones(looks), alpha)


def obrien_fleming(looks, alpha=0.05):
    """Return critical values that fall as 1/sqrt(look): strict early, (looks,)."""
    return _calibrated(np.sqrt(looks / np.arange(1, looks + 1)), alpha)


# --8<-- [end:boundaries]


def sample_cost(boundary, alpha=0.05, power=0.8):
    """Return (largest, average) sample at this power over that of one fixed test.

    The average is taken under the alternative for which the test is sized.
    """
    looks = len(boundary)
    drift = brentq(lambda d: crossing(boundary, d)[-1] - power, 1e-3, 10)
    fixed = norm.isf(alpha / 2) + norm.ppf(power)
    largest = looks * drift**2 / fixed**2
    going = np.r_[1, 1 - crossing(boundary, drift)[:-1]]  # still running before look k
    return largest, largest * going.mean()


def _calibrated(shape, alpha):
    return shape * brentq(lambda c: crossing(c * shape)[-1] - alpha, 0.5, 8)


if __name__ == "__main__":
    for looks in (1, 2, 5, 10, 20):
        print(looks, crossing(np.full(looks, 1.96))[-1].round(4))
