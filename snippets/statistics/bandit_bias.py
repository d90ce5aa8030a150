"""Arm means of an adaptive experiment, as they come and reweighted.

Source: Nie, Tian, Taylor and Zou 2018 (negative bias); Hadad et al. 2021, equation 2
(inverse propensity). Shapes: replications (r,), two arms. Cost: O(r * steps).
"""

import numpy as np


# --8<-- [start:bandit]
def epsilon_greedy(rng, means, steps, epsilon, replications):
    """Return (sample means, inverse-propensity means), both (replications, 2).

    Each replication pulls both arms once, then follows the higher sample mean with
    probability 1 - epsilon / 2. Rewards are normal with variance 1.
    """
    if len(means) != 2 or not 0 < epsilon <= 1:
        raise ValueError(f"expected 2 means, 0 < epsilon <= 1, got {means}, {epsilon}")
    total = rng.normal(means, 1, (replications, 2))
    pulls, weighted = np.ones((replications, 2)), total.copy()
    rows = np.arange(replications)
    for _ in range(steps - 1):
        best = (total / pulls).argmax(axis=1)
        arm = np.where(rng.random(replications) < epsilon / 2, 1 - best, best)
        reward = rng.normal(np.take(means, arm), 1)
        total[rows, arm] += reward
        pulls[rows, arm] += 1
        share = np.where(arm == best, 1 - epsilon / 2, epsilon / 2)  # known propensity
        weighted[rows, arm] += reward / share
    return total / pulls, weighted / steps


# --8<-- [end:bandit]


def bias(estimates, means):
    """Return the mean error of each arm and its Monte-Carlo error, (2,) each."""
    error = estimates - np.asarray(means)
    return error.mean(axis=0), error.std(axis=0, ddof=1) / np.sqrt(len(error))


if __name__ == "__main__":
    runs = epsilon_greedy(np.random.default_rng(0), (0, 0), 100, 0.2, 20_000)
    print([bias(run, (0, 0)) for run in runs])
