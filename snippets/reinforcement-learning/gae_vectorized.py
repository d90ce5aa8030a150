"""Generalized advantage estimation over T steps of N environments.

Source: Schulman et al. (2016), section 3. Two flags: after `terminated`
nothing follows; after `truncated` it does, but the next row is another episode.
"""

import numpy as np


# --8<-- [start:gae]
def gae(rewards, values, next_values, terminated, truncated, gamma, lam):
    """Return advantages (T, N). Every argument but gamma and lam is (T, N).

    next_values[t] is V of the state after step t, before any reset. The last row is
    cut there: it bootstraps, unless terminated. Cost: T vector operations of size N.
    """
    shapes = {
        np.shape(a) for a in (rewards, values, next_values, terminated, truncated)
    }
    if len(shapes) != 1 or len(np.shape(rewards)) != 2:
        raise ValueError(f"expected five arrays of one shape (T, N), got {shapes}")
    bootstrap = ~np.asarray(terminated, bool)
    goes_on = bootstrap & ~np.asarray(truncated, bool)
    deltas = rewards + gamma * np.where(bootstrap, next_values, 0.0) - values
    advantages = np.zeros_like(deltas)
    following = np.zeros(deltas.shape[1])
    for t in reversed(range(len(deltas))):
        following = deltas[t] + gamma * lam * goes_on[t] * following
        advantages[t] = following
    return advantages


# --8<-- [end:gae]
