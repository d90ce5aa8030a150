"""Two checks before any effect is read: the split, and the mix of periods.

Source: Fabijan et al. 2019 (sample-ratio mismatch); Kohavi, Tang and Xu 2020, chapter 3
(Simpson's paradox of a ramp). Cost: O(periods).
"""

import numpy as np
from scipy.stats import chisquare


# --8<-- [start:srm]
def srm_p_value(users, shares):
    """Return the chi-square p-value of counts (arms,) under the designed shares."""
    users, shares = np.asarray(users, float), np.asarray(shares, float)
    if users.shape != shares.shape or not (shares > 0).all():
        raise ValueError(f"expected a positive share per arm, got {shares}")
    return chisquare(users, users.sum() * shares / shares.sum()).pvalue


# --8<-- [end:srm]


# --8<-- [start:strata]
def pooled_effect(users, conversions):
    """Return treatment minus control after adding up all periods: biased by a ramp."""
    control, treatment = conversions.sum(axis=1) / users.sum(axis=1)
    return treatment - control


def stratified_effect(users, conversions):
    """Return (effect, standard error): differences within periods, weighted by users.

    users, conversions: (2, periods), control first.
    """
    if users.shape != conversions.shape or len(users) != 2:
        raise ValueError(f"expected (2, periods), got {users.shape}")
    rate = conversions / users  # (2, periods)
    weight = users.sum(axis=0) / users.sum()
    variance = (rate * (1 - rate) / users).sum(axis=0)
    return weight @ (rate[1] - rate[0]), np.sqrt(weight**2 @ variance)


# --8<-- [end:strata]

if __name__ == "__main__":
    print(srm_p_value([821_588, 815_482], [0.5, 0.5]))
