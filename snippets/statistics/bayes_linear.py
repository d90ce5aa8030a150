"""Bayesian linear regression with known noise: ridge with error bars.

Source: Gelman et al. 2013, "Bayesian Data Analysis", 3rd ed., section 14.8: the prior
acts like additional rows of data. Stable: one Cholesky factorization, no inverse.
"""

import numpy as np
from scipy.linalg import cho_solve, cholesky


# --8<-- [start:posterior]
def posterior(inputs, targets, noise, penalty):
    """Return the posterior mean (D,) and the Cholesky factor (D, D) of X'X + penalty.

    inputs: (N, D), targets: (N,), noise: standard deviation in the targets' unit
    penalty: scalar or (D,); coefficient d has the prior N(0, noise^2 / penalty_d)
    Cost O(N D^2 + D^3).
    """
    inputs, targets = np.asarray(inputs, float), np.asarray(targets, float)
    penalty = np.broadcast_to(np.asarray(penalty, float), inputs.shape[1:])
    if noise <= 0 or np.any(penalty <= 0):
        raise ValueError(f"expected positive noise and penalty, got {noise}, {penalty}")
    factor = cholesky(inputs.T @ inputs + np.diag(penalty), lower=True)
    return cho_solve((factor, True), inputs.T @ targets), factor


def predict(points, mean, factor, noise):
    """Return mean and standard deviation of new targets at points (M, D), both (M,)."""
    points = np.asarray(points, float)
    leverage = np.sum(points * cho_solve((factor, True), points.T).T, axis=1)
    return points @ mean, noise * np.sqrt(1 + leverage)


# --8<-- [end:posterior]


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    x = np.column_stack([np.ones(50), rng.normal(3, 1, size=50)])
    y = x @ [1.0, 2.0] + rng.normal(size=50)
    weights, root = posterior(x, y, noise=1.0, penalty=[1e-6, 1.0])
    print(predict([[1, 3], [1, 10]], weights, root, noise=1.0))
