"""Log-density of an action a = tanh(u) with u Gaussian, for bounded actions.

Source: Haarnoja et al. (2018), appendix C (change of variables); the stable form of the
correction is the identity 1 - tanh(u)² = 4 / (e^u + e^-u)².
"""

import numpy as np


# --8<-- [start:logprob]
def gaussian_log_prob(u, mean, log_std):
    """Return log N(u; mean, exp(log_std)²) by dimension, before any sum."""
    z = (u - mean) * np.exp(-log_std)
    return -0.5 * z**2 - log_std - 0.5 * np.log(2 * np.pi)


def log_one_minus_tanh_squared(u):
    """Return log(1 - tanh(u)²), finite where tanh(u) rounds to 1."""
    softplus = np.logaddexp(0.0, -2 * u)  # log(1 + e^(-2u)) without overflow
    return 2 * (np.log(2.0) - u - softplus)


def tanh_gaussian_log_prob(u, mean, log_std):
    """Return log p(tanh(u)), summed over the last axis, the action's dimensions.

    u is the draw before squashing: keep it, atanh(a) is infinite once a rounds to 1.
    """
    u = np.asarray(u, float)
    if u.ndim == 0 or np.broadcast_shapes(u.shape, np.shape(mean)) != u.shape:
        raise ValueError(f"expected u (..., D) like mean, got {u.shape}")
    by_dimension = gaussian_log_prob(u, mean, log_std) - log_one_minus_tanh_squared(u)
    return by_dimension.sum(axis=-1)


# --8<-- [end:logprob]
