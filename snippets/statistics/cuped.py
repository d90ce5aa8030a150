"""CUPED: subtract what a pre-experiment covariate predicts, keep the effect.

Source: Deng, Xu, Kohavi and Walker 2013, section 3. Shapes: users (n,). Cost: O(n).
"""

import numpy as np


# --8<-- [start:cuped]
def cuped(outcome, covariate, treated):
    """Return (effect, standard error, theta) of the adjusted difference in means.

    outcome, covariate: (n,) one row per user, the covariate measured before assignment;
    treated: (n,) booleans. theta is pooled within arms, so the effect equals that of
    the regression of outcome on treatment and covariate.
    """
    outcome, covariate, treated = map(np.asarray, (outcome, covariate, treated))
    if not outcome.shape == covariate.shape == treated.shape or outcome.ndim != 1:
        shapes = outcome.shape, covariate.shape, treated.shape
        raise ValueError(f"expected three equal shapes (n,), got {shapes}")
    arms = treated.astype(bool), ~treated.astype(bool)
    if min(arm.sum() for arm in arms) < 2:
        raise ValueError(f"expected 2 users an arm, got {arms[0].sum()} treated")
    cross = squares = 0.0
    for arm in arms:
        x = covariate[arm] - covariate[arm].mean()
        cross, squares = cross + x @ outcome[arm], squares + x @ x
    theta = cross / squares if squares > 0 else 0.0
    adjusted = outcome - theta * (covariate - covariate.mean())
    one, other = (adjusted[arm] for arm in arms)
    variance = one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)
    return one.mean() - other.mean(), np.sqrt(variance), theta


# --8<-- [end:cuped]


def variance_factor(correlation):
    """Return 1 - rho^2: by what CUPED multiplies the variance and the sample."""
    if not -1 <= correlation <= 1:
        raise ValueError(f"expected a correlation in [-1, 1], got {correlation}")
    return 1 - correlation**2


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    x, treated = rng.normal(size=2000), rng.random(2000) < 0.5
    y = 0.7 * x + rng.normal(size=2000) * 0.51**0.5 + 0.1 * treated
    print(cuped(y, x, treated))
