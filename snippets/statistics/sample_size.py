"""Users per arm, detectable effect and power of a two-arm comparison of means.

Source: normal approximation; Kohavi, Tang and Xu 2020, chapter 17 (the rule of 16).
Units: sigma and delta in the metric's own unit, n users per arm. Cost: O(1).
"""

import math

from scipy.stats import norm


# --8<-- [start:size]
def users_per_arm(sigma, delta, alpha=0.05, power=0.8):
    """Return n = 2 (z_{1-alpha/2} + z_power)^2 sigma^2 / delta^2, not rounded."""
    _check(sigma, delta, alpha, power)
    return 2 * (_quantiles(alpha, power) * sigma / delta) ** 2


def detectable_effect(sigma, n, alpha=0.05, power=0.8):
    """Return the difference that n users per arm detect with this power."""
    _check(sigma, n, alpha, power)
    return _quantiles(alpha, power) * sigma * math.sqrt(2 / n)


# --8<-- [end:size]


def power_of(sigma, delta, n, alpha=0.05):
    """Return the probability that a two-sided z-test rejects at a true delta."""
    _check(sigma, n, alpha, 0.5)
    shift, critical = delta / (sigma * math.sqrt(2 / n)), norm.isf(alpha / 2)
    return norm.cdf(shift - critical) + norm.cdf(-shift - critical)


def _quantiles(alpha, power):
    return norm.isf(alpha / 2) + norm.ppf(power)


def _check(sigma, positive, alpha, power):
    if not (sigma > 0 and positive > 0):
        raise ValueError(f"expected positive sizes, got {sigma} and {positive}")
    if not (0 < alpha < 1 and 0 < power < 1):
        raise ValueError(f"expected rates in (0, 1), got {alpha} and {power}")


if __name__ == "__main__":
    print(f"{users_per_arm(math.sqrt(0.05 * 0.95), 0.001):,.0f} users per arm")
