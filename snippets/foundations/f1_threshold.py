"""The threshold that maximizes expected F1, and what it has to do with the maximum.

Source: Lipton, Elkan & Naryanaswamy (2014): for calibrated probabilities the threshold
is half of the optimal F1. F1 is taken as a ratio of expected counts.
"""

import numpy as np


# --8<-- [start:f1]
def best_f1(probabilities):
    """Return (threshold, F1): flag everything at or above the threshold.

    probabilities: (n,) calibrated, some above zero. Flagging the k largest has expected
    true positives S_k, so F1_k = 2 S_k / (k + S_n). Cost: O(n log n).
    """
    p = np.sort(np.asarray(probabilities, float))[::-1]
    if p.size == 0 or p[-1] < 0 or p[0] > 1 or p[0] == 0:
        raise ValueError("expected probabilities in [0, 1], some above zero")
    f1 = 2 * np.cumsum(p) / (np.arange(1, len(p) + 1) + p.sum())
    best = int(np.argmax(f1))
    return p[best], f1[best]


# --8<-- [end:f1]


def f_beta(precision, recall, beta=1.0):
    """Return (1 + beta²) P R / (beta² P + R); beta above one favors recall."""
    if beta <= 0 or not (0 <= precision <= 1 and 0 <= recall <= 1):
        got = f"{precision}, {recall} and {beta}"
        raise ValueError(f"expected rates in [0, 1] and beta above zero, got {got}")
    bottom = beta**2 * precision + recall
    return (1 + beta**2) * precision * recall / bottom if bottom else 0.0
