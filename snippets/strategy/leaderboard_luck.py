"""How good the best of many worthless submissions looks on a public leaderboard.

Source: order statistics of the binomial; Blum & Hardt (2015) for the setting.
"""

import numpy as np
from scipy.stats import binom


# --8<-- [start:best]
def expected_best(submissions, items, chance=0.5):
    """Return the expected highest accuracy of independent random submissions.

    submissions: how many; items: size of the board; chance: accuracy of guessing.
    The best has at most x right if all have: P(best <= x) = F(x)**submissions, and a
    count's mean is the sum of P(best > x). Cost: O(items).
    """
    _check(submissions, items)
    if not 0 < chance < 1:
        raise ValueError(f"expected a chance between 0 and 1, got {chance}")
    below = binom.cdf(np.arange(items), items, chance)  # F(x) for x = 0 … items - 1
    return np.sum(1 - below**submissions) / items


# --8<-- [end:best]


# --8<-- [start:boards]
def boards(accuracies, public, private, rng):
    """Return public and private scores (k,) of submissions of known quality.

    accuracies: (k,) true accuracy of each; public, private: items on the two boards,
    drawn independently, so a private score knows nothing of the luck on the other.
    """
    accuracies = np.asarray(accuracies, dtype=float)
    _check(len(accuracies), min(public, private))
    if accuracies.min() < 0 or accuracies.max() > 1:
        raise ValueError(f"expected accuracies in [0, 1], got {accuracies}")
    return (
        rng.binomial(public, accuracies) / public,
        rng.binomial(private, accuracies) / private,
    )


# --8<-- [end:boards]


def _check(submissions, items):
    if submissions < 1 or items < 1:
        got = f"{submissions} and {items}"
        raise ValueError(f"expected at least one submission and one item, got {got}")
