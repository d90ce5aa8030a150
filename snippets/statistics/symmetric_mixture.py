"""One-parameter mixture 0.5 N(-m, 1) + 0.5 N(m, 1): EM with nothing hidden from view.

The likelihood is symmetric in m (label switching), m = 0 is a stationary point, and
the rate of convergence is the fraction of missing information.

Source: Dempster, Laird and Rubin 1977, section 3 (rate); Neal and Hinton 1998,
section 2 (bound). Data x: (N,); every function costs O(N) per value of m.
"""

import numpy as np
from scipy.special import entr, expit


# --8<-- [start:bound]
def log_likelihood(m, x):
    """Return the log-likelihood of a scalar m."""
    log_cosh = np.logaddexp(m * x, -m * x) - np.log(2)
    return np.sum(log_cosh - (x**2 + m**2 + np.log(2 * np.pi)) / 2)


def bound(m, x, old):
    """Return F(q, m), with q the exact posterior of the labels at m = old."""
    right = expit(2 * old * x)  # responsibility of the component at +m, (N,)
    energy = right * (x - m) ** 2 + (1 - right) * (x + m) ** 2
    entropy = entr(right) + entr(1 - right)
    return np.sum(entropy - energy / 2 - np.log(2) - np.log(2 * np.pi) / 2)


def em_step(m, x):
    """Return the maximizer of the bound: x weighted by 2 r - 1 = tanh(m x)."""
    return np.mean(x * np.tanh(m * x))


# --8<-- [end:bound]


# --8<-- [start:rate]
def missing_fraction(m, nodes=128):
    """Return the missing over the complete information, E[x^2 / cosh(m x)^2].

    This is also the derivative of the population's EM update at its fixed point m.
    """
    if m <= 0:
        raise ValueError(f"expected a positive m, got {m}")
    points, weights = np.polynomial.hermite_e.hermegauss(nodes)
    x = m + points  # the integrand is even, so one component gives the expectation
    log_cosh = np.logaddexp(m * x, -m * x) - np.log(2)
    return weights @ (x**2 * np.exp(-2 * log_cosh)) / np.sqrt(2 * np.pi)


# --8<-- [end:rate]


if __name__ == "__main__":
    for half_distance in (0.5, 1.0, 2.0):
        print(half_distance, missing_fraction(half_distance).round(4))
