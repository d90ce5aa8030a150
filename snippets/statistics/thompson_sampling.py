"""Thompson sampling for Bernoulli arms: draw once from the posterior, act on the draw.

Source: Russo et al. 2018, "A tutorial on Thompson sampling", algorithm 3.2 (uniform
priors), arXiv:1707.02038. Many independent runs are simulated at once.
"""

import numpy as np


# --8<-- [start:thompson]
def thompson(wins, losses, rng):
    """Return the arm with the largest posterior draw in each run, (R,)."""
    return rng.beta(1 + wins, 1 + losses).argmax(axis=1)


def greedy(wins, losses, rng):
    """Return the arm with the largest posterior mean, ties broken at random, (R,)."""
    mean = (1 + wins) / (2 + wins + losses)
    tied = mean == mean.max(axis=1, keepdims=True)
    return (tied * rng.random(mean.shape)).argmax(axis=1)


def cumulative_regret(choose, rates, rounds, runs, rng):
    """Return the expected reward given up so far, (R, T), for a policy `choose`.

    rates: (K,) true success probabilities, hidden from the policy; cost O(R T K)
    """
    rates = np.asarray(rates, dtype=float)
    if np.any(rates < 0) or np.any(rates > 1):
        raise ValueError(f"expected rates between 0 and 1, got {rates}")
    wins, losses = np.zeros((2, runs, len(rates)))
    regret, run = np.empty((runs, rounds)), np.arange(runs)
    for step in range(rounds):
        arm = choose(wins, losses, rng)
        reward = rng.random(runs) < rates[arm]
        wins[run, arm] += reward
        losses[run, arm] += ~reward
        regret[:, step] = rates.max() - rates[arm]
    return regret.cumsum(axis=1)


# --8<-- [end:thompson]


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    for policy in (thompson, greedy):
        total = cumulative_regret(policy, [0.1, 0.15, 0.2], 2000, 200, rng)[:, -1]
        print(policy.__name__, total.mean(), total.std(ddof=1) / np.sqrt(len(total)))
