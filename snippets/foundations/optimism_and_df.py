"""Optimism of the training error and effective degrees of freedom of a linear smoother.

Source: Efron 2004, "The estimation of prediction error" (covariance penalty);
Hastie et al. 2009, sections 7.4 (optimism), 7.6 and 3.4.1 (degrees of freedom).
"""

import numpy as np


# --8<-- [start:filters]
def ridge_filter(singular, penalty):
    """Return the share of each singular direction that ridge keeps, d^2/(d^2 + l).

    singular (k,): singular values of the features; loss |y - Xw|^2 + penalty |w|^2.
    """
    return singular**2 / (singular**2 + penalty)


def early_stopping_filter(singular, step, steps):
    """Return the share kept after gradient steps from zero, 1 - (1 - step d^2)^steps.

    Loss |y - Xw|^2 / 2, so that one step adds step * X^T (y - Xw) to w.
    """
    if step <= 0 or step * np.max(singular) ** 2 >= 2:
        limit = 2 / np.max(singular) ** 2
        raise ValueError(f"expected 0 < step < {limit:.4g}, got {step}")
    return 1 - (1 - step * singular**2) ** steps


def smoother(features, keep):
    """Return the hat matrix (n, n) that keeps keep(d) of each singular direction.

    Its trace, the effective degrees of freedom, is keep(d).sum().
    """
    left, singular, _ = np.linalg.svd(features, full_matrices=False)
    return left * keep(singular) @ left.T
    # --8<-- [end:filters]


# --8<-- [start:optimism]
def optimism(hat, sigma):
    """Return E[test - train] at the training inputs: 2 sigma^2 tr(H) / n."""
    return 2 * sigma**2 * np.trace(hat) / len(hat)


def measured_optimism(hat, truth, sigma, fits, rng):
    """Return test minus train error of each of fits training sets, (fits,)."""
    if hat.shape != (len(truth), len(truth)):
        size = len(truth)
        raise ValueError(f"expected a hat matrix {(size, size)}, got {hat.shape}")
    noise = sigma * rng.normal(size=(2, fits, len(truth)))
    train, fresh = truth + noise  # same inputs, independent labels
    fitted = train @ hat.T
    return ((fresh - fitted) ** 2 - (train - fitted) ** 2).mean(axis=1)
    # --8<-- [end:optimism]
