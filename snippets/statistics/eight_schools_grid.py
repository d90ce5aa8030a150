"""Two-level normal model with known standard errors, integrated over tau on a grid.

y_j ~ N(theta_j, s_j^2), theta_j ~ N(mu, tau^2), flat priors on mu and on tau >= 0.
Given tau everything is closed-form; the one remaining integral is a sum over a grid.

Source: Gelman et al. 2013, "Bayesian Data Analysis", 3rd ed., equations 5.17-5.21;
data of Rubin 1981. Units are those of y. Cost O(T J) for T grid points and J groups.
"""

import numpy as np
from scipy.special import ndtr

EFFECTS = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])  # points of the test score
ERRORS = np.array([15.0, 10, 16, 11, 9, 11, 10, 18])


# --8<-- [start:given-tau]
def given_tau(effects, errors, tau):
    """Return what is known once tau is fixed, over a grid tau (T,).

    effects, errors: (J,) -> log p(tau | y) up to a constant (T,),
    mean of mu (T,), means (T, J) and standard deviations (T, J) of theta
    """
    effects, errors, tau = (np.asarray(x, dtype=float) for x in (effects, errors, tau))
    if effects.shape != errors.shape or np.any(errors <= 0):
        raise ValueError(f"expected one positive error an effect, got {errors}")
    total = errors**2 + tau[:, None] ** 2  # variance of y_j around mu, (T, J)
    precision = (1 / total).sum(axis=1)
    mu = (effects / total).sum(axis=1) / precision
    residual = (effects - mu[:, None]) ** 2 / total
    log_density = -0.5 * (np.log(precision) + (np.log(total) + residual).sum(axis=1))
    shrinkage = errors**2 / total  # pull toward mu: 1 is complete, 0 is none
    means = effects + shrinkage * (mu[:, None] - effects)
    variances = (1 - shrinkage) * errors**2 + shrinkage**2 / precision[:, None]
    return log_density, mu, means, np.sqrt(variances)


# --8<-- [end:given-tau]


# --8<-- [start:marginal]
def tau_weights(log_density, tau):
    """Return probabilities of the grid points by the trapezoid rule, (T,)."""
    gaps = np.diff(tau)
    widths = np.concatenate([gaps, [0]]) / 2 + np.concatenate([[0], gaps]) / 2
    weights = np.exp(log_density - log_density.max()) * widths
    return weights / weights.sum()


def mixture_quantile(weights, means, deviations, level):
    """Return the level-quantile of a mixture of normals, all three (T,)."""
    low = np.min(means - 12 * deviations)
    high = np.max(means + 12 * deviations)
    for _ in range(60):  # bisection: the mixture's cdf is increasing
        middle = (low + high) / 2
        below = weights @ ndtr((middle - means) / deviations) < level
        low, high = (middle, high) if below else (low, middle)
    return (low + high) / 2


# --8<-- [end:marginal]


if __name__ == "__main__":
    grid = np.linspace(0, 200, 4001)
    density, _, centers, _ = given_tau(EFFECTS, ERRORS, grid)
    print((tau_weights(density, grid) @ centers).round(1))
