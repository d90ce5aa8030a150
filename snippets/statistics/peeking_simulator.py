"""Simulated conversion experiments that are looked at many times.

Source: Armitage, McPherson and Rowe 1969; Johari et al. 2017, section 2.
Two arms of equal size, equally spaced looks, pooled two-proportion z-test.
Cost: O(experiments * looks).
"""

import math

import numpy as np


# --8<-- [start:simulate]
def z_paths(rng, experiments, looks, users, rate, lift=0.0):
    """Return the z-statistic at each look of each experiment, (experiments, looks).

    users: per arm between two looks; rate: control's; lift: relative, 0 for A/A tests.
    """
    if not 0 < rate * (1 + lift) < 1:
        raise ValueError(f"expected rates in (0, 1), got {rate} and lift {lift}")
    shape = (experiments, looks)
    control = rng.binomial(users, rate, shape).cumsum(axis=1)
    treatment = rng.binomial(users, rate * (1 + lift), shape).cumsum(axis=1)
    n = users * np.arange(1, looks + 1)
    pooled = (control + treatment) / (2 * n)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 1e-12) * 2 / n)
    return (treatment - control) / n / spread


def rejection_rate(paths, boundary):
    """Return how often |z| ever reaches boundary (looks,), and its standard error."""
    boundary = np.broadcast_to(boundary, paths.shape[1:])
    rate = (np.abs(paths) >= boundary).any(axis=1).mean()
    return rate, math.sqrt(rate * (1 - rate) / len(paths))


# --8<-- [end:simulate]


def first_crossing(paths, boundary):
    """Return the look at which each experiment stops, from 1; 0 if it never does."""
    hit = np.abs(paths) >= boundary
    return np.where(hit.any(axis=1), hit.argmax(axis=1) + 1, 0)


if __name__ == "__main__":
    paths = z_paths(np.random.default_rng(0), 20_000, 5, 10_000, 0.05)
    print(rejection_rate(paths, 1.96))
