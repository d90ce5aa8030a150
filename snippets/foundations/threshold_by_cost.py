"""Mean cost as a function of the threshold, for scores that are calibrated or not.

Source: Elkan (2001): with calibrated probabilities the minimum lies at the threshold
that the costs give, whatever the data.
"""

import numpy as np


def simulate(cases, rng, sharpness=1.0):
    """Return scores (cases,) and labels (cases,); calibrated if sharpness is 1.

    True probabilities follow Beta(0.6, 5.4), 10 % positives; the score's log-odds are
    the true ones times `sharpness` (above 1: overconfident).
    """
    if sharpness <= 0:
        raise ValueError(f"expected a sharpness above zero, got {sharpness}")
    probability = np.clip(rng.beta(0.6, 5.4, size=cases), 1e-9, 1 - 1e-9)
    labels = rng.random(cases) < probability
    odds = np.log(probability / (1 - probability)) * sharpness
    return 1 / (1 + np.exp(-odds)), labels.astype(int)


# --8<-- [start:cost]
def cost_threshold(false_positive, false_negative):
    """Return c_FP / (c_FP + c_FN): act on calibrated probabilities above it."""
    if min(false_positive, false_negative) < 0 or false_positive + false_negative == 0:
        got = f"{false_positive} and {false_negative}"
        raise ValueError(f"expected non-negative costs, not both zero, got {got}")
    return false_positive / (false_positive + false_negative)


def cost_curve(scores, labels, thresholds, false_positive, false_negative):
    """Return the mean cost (k,) of acting at `score > threshold`, for each threshold.

    Cost: O(n log n + k log n), by sorting once and counting.
    """
    scores, labels = np.asarray(scores), np.asarray(labels)
    if scores.shape != labels.shape or scores.ndim != 1:
        got = f"{scores.shape} and {labels.shape}"
        raise ValueError(f"expected two vectors of one length, got {got}")
    order = np.argsort(scores)
    ranked, positives = scores[order], np.cumsum(labels[order])
    below = np.searchsorted(ranked, thresholds, side="right")  # not acted on
    missed = np.concatenate([[0], positives])[below]
    alarms = (len(labels) - below) - (positives[-1] - missed)
    return (false_positive * alarms + false_negative * missed) / len(labels)


# --8<-- [end:cost]
