"""EM for a mixture of coins: which coin was thrown in each set of flips is missing.

Source: Dempster, Laird and Rubin 1977, section 4.3 (finite mixtures); the
default data are the five sets of Do and Batzoglou 2008, figure 1. One iteration
costs O(S K) for S sets and K coins.
"""

import numpy as np

HEADS = np.array([5, 9, 8, 4, 7])  # heads in five sets
FLIPS = 10  # flips in each set


# --8<-- [start:coins]
def responsibilities(heads, flips, biases, prior):
    """Return P(coin k | heads in set s), (S, K); the binomial coefficient cancels.

    heads: (S,) counts, flips: flips in each set, biases and prior: (K,)
    """
    heads = np.asarray(heads, dtype=float)[:, None]
    biases = np.asarray(biases, dtype=float)
    if np.any(biases <= 0) or np.any(biases >= 1):
        raise ValueError(f"expected biases strictly between 0 and 1, got {biases}")
    log_joint = np.log(prior) + heads * np.log(biases)
    log_joint = log_joint + (flips - heads) * np.log1p(-biases)
    joint = np.exp(log_joint - log_joint.max(axis=1, keepdims=True))
    return joint / joint.sum(axis=1, keepdims=True)


def em_step(heads, flips, biases, prior):
    """Return new biases (K,): expected heads over expected flips; the prior stays."""
    share = responsibilities(heads, flips, biases, prior)  # (S, K)
    return share.T @ np.asarray(heads) / (flips * share.sum(axis=0))


# --8<-- [end:coins]


def fit(heads, flips, biases, prior, iterations=100):
    """Return the biases after each iteration, start included, (iterations + 1, K)."""
    path = [np.asarray(biases, dtype=float)]
    for _ in range(iterations):
        path.append(em_step(heads, flips, path[-1], prior))
    return np.array(path)


if __name__ == "__main__":
    print(fit(HEADS, FLIPS, [0.6, 0.5], [0.5, 0.5], 10).round(3))
