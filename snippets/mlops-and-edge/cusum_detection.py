"""One-sided CUSUM, and how long it runs before it alarms.

Sources: Page (1954) for the scheme; Brook & Evans (1972) for the run length by a Markov
chain over the value of the statistic.
"""

import numpy as np
from scipy.stats import norm


# --8<-- [start:cusum]
def alarm(values, target, slack, limit):
    """Return the first index at which S_t > limit, or None.

    S_t = max(0, S_{t-1} + x_t - target - slack), S before the first value is 0. Slack
    is half of the shift that matters, in the units of the values.
    """
    _check(slack, limit)
    total = 0.0
    for index, value in enumerate(values):
        total = max(0.0, total + value - target - slack)
        if total > limit:
            return index
    return None


# --8<-- [end:cusum]


# --8<-- [start:run-length]
def run_length(shift, slack, limit, states=200):
    """Return the mean number of standard normal values, shifted, until the alarm.

    shift 0 gives the run to a false alarm, another one the delay from the start of the
    shift. The statistic is cut into `states` cells; the error falls with their number.
    Cost: O(states³), a linear solve.
    """
    _check(slack, limit)
    width = 2 * limit / (2 * states - 1)  # the first cell is half as wide, around 0
    middles = width * np.arange(states)
    edges = middles[None, :] + width / 2 - middles[:, None]
    below = norm.cdf(edges + slack - shift)  # P(next <= upper edge of cell j)
    moves = np.diff(below, axis=1, prepend=0)
    return np.linalg.solve(np.eye(states) - moves, np.ones(states))[0]


# --8<-- [end:run-length]


def _check(slack, limit):
    if slack < 0 or limit <= 0:
        got = f"{slack} and {limit}"
        raise ValueError(f"expected slack of 0 or more and a limit above 0, got {got}")
