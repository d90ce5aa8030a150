"""Reliability of the mean of several interviews.

Reliability is the squared correlation of a score with the true score, which equals the
correlation of two equally good scores of the same candidates.

Source: Spearman (1910) and Brown (1910), the prophecy formula; classical test theory:
score = true score + noise, noise independent between interviews.
"""

import math

import numpy as np


# --8<-- [start:formula]
def spearman_brown(reliability, count):
    """Return the reliability of the mean of `count` interviews.

    reliability: of one interview, in (0, 1]; count: 1 or more -> a number in (0, 1].
    The mean keeps the true variance r and divides the noise variance 1 - r by count.
    """
    _check(reliability)
    if count < 1:
        raise ValueError(f"expected at least one interview, got {count}")
    return count * reliability / (1 + (count - 1) * reliability)


def interviews_needed(reliability, target):
    """Return the smallest number of interviews whose mean reaches `target` (< 1)."""
    _check(reliability)
    if not 0 < target < 1:
        raise ValueError(f"expected a target between 0 and 1, got {target}")
    exact = target * (1 - reliability) / (reliability * (1 - target))
    return max(1, math.ceil(exact - 1e-9))  # 4.0 may come out as 4.000000000000001


# --8<-- [end:formula]


def simulate(reliability, count, candidates, rng):
    """Return true scores (candidates,) and mean scores (candidates,) of loops.

    True scores are standard normal; each of `count` interviews adds normal noise of
    variance (1 - r) / r, so that one interview has the given reliability.
    Cost: O(candidates * count) time and memory.
    """
    _check(reliability)
    true = rng.normal(size=candidates)
    noise = rng.normal(size=(candidates, count)) * np.sqrt(1 / reliability - 1)
    return true, true + noise.mean(axis=1)


def _check(reliability):
    if not 0 < reliability <= 1:
        raise ValueError(f"expected a reliability in (0, 1], got {reliability}")
