"""Discounting told as dying: each step is survived with probability gamma.

Source: Puterman (1994), section 5.3: a geometric lifetime without discounting has the
same expected total reward as discounting forever.
"""

import numpy as np


# --8<-- [start:simulate]
def simulate(chain, rewards, gamma, start, episodes, rng):
    """Return (episodes,) undiscounted totals of runs that die at rate 1 - gamma.

    chain: (S, S) transitions, rewards: (S,) paid in each state visited while alive.
    After each reward the run goes on with probability gamma.
    """
    chain, rewards = np.asarray(chain, float), np.asarray(rewards, float)
    if chain.shape != (len(rewards), len(rewards)):
        raise ValueError(
            f"expected a chain of {len(rewards)} states, got {chain.shape}"
        )
    if not 0 <= gamma < 1:
        raise ValueError(f"expected gamma in [0, 1), got {gamma}")
    if not np.allclose(chain.sum(axis=1), 1):
        raise ValueError("expected rows of the chain that sum to one")
    borders = chain.cumsum(axis=1)[:, :-1]  # the last, 1, may round to less
    totals = np.zeros(episodes)
    alive, states = np.arange(episodes), np.full(episodes, start)
    while alive.size:
        totals[alive] += rewards[states]
        survived = rng.random(alive.size) < gamma
        alive, states = alive[survived], states[survived]
        draws = rng.random(alive.size)
        states = (draws[:, None] > borders[states]).sum(axis=1)
    return totals


# --8<-- [end:simulate]
