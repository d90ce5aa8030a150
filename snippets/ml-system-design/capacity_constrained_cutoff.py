"""Whom to act on: every case above a threshold, or the best that capacity allows.

Source: Elkan (2001), section 1, for the threshold; the cut-off by value per minute is
the greedy rule for the fractional knapsack problem (Dantzig, 1957).
"""

import numpy as np


# --8<-- [start:threshold]
def cost_threshold(false_positive, false_negative):
    """Return the calibrated probability above which acting is cheaper.

    Acting costs (1 - p) c_FP in expectation, not acting p c_FN; right decisions cost
    nothing. Costs are non-negative and not both zero.
    """
    if min(false_positive, false_negative) < 0 or false_positive + false_negative == 0:
        got = f"{false_positive} and {false_negative}"
        raise ValueError(f"expected non-negative costs, not both zero, got {got}")
    return false_positive / (false_positive + false_negative)


def action_threshold(cost, saved, effectiveness=1.0):
    """Return the probability above which an action pays: cost / (effectiveness saved).

    The action costs `cost` whether or not it was needed; in a true case it works with
    probability `effectiveness` and then saves `saved`. Above 1 it never pays.
    """
    if cost < 0 or saved <= 0 or not 0 < effectiveness <= 1:
        got = f"{cost}, {saved}, {effectiveness}"
        raise ValueError(
            f"expected cost >= 0, saved > 0, effectiveness in (0, 1], got {got}"
        )
    return cost / (effectiveness * saved)


# --8<-- [end:threshold]


# --8<-- [start:cutoff]
def review(values, minutes, capacity):
    """Return the indices (k,) to act on, best value per minute first.

    values: (n,) expected net value of acting on each case; minutes: (n,) time it takes;
    capacity: minutes there are. Cases without value are left out. The list ends at the
    first case that does not fit, so with equal times nothing better exists, and
    otherwise the loss is smaller than that case's value. Cost: O(n log n).
    """
    values, minutes = np.asarray(values, float), np.asarray(minutes, float)
    if values.shape != minutes.shape or values.ndim != 1:
        got = f"{values.shape} and {minutes.shape}"
        raise ValueError(f"expected two vectors of one length, got {got}")
    if minutes.min(initial=1) <= 0 or capacity < 0:
        raise ValueError("expected minutes above zero and capacity of zero or more")
    order = np.argsort(-values / minutes, kind="stable")
    order = order[values[order] > 0]
    return order[np.cumsum(minutes[order]) <= capacity]


# --8<-- [end:cutoff]
