"""CTC: minus the log of the total probability of all alignments, in log space.

Source: Graves, Fernández, Gomez and Schmidhuber (2006), equations 6-8. An alignment has
one symbol per frame; merging repeats and then dropping blanks gives the target. The
target of U labels is written with blanks around them: 2U + 1 states.
Shapes: T frames, K symbols, log_probs (T, K) normalized over K.
Cost: O(T · U) time, O(U) memory.
"""

from itertools import pairwise

import numpy as np


# --8<-- [start:collapse]
def collapse(path, blank=0):
    """Return the labels of an alignment: merge repeats, then remove blanks."""
    merged = [s for t, s in enumerate(path) if t == 0 or s != path[t - 1]]
    return [symbol for symbol in merged if symbol != blank]


def frames_needed(target):
    """Return the least number of frames: one a label, one more per adjacent repeat."""
    return len(target) + sum(a == b for a, b in pairwise(target))


# --8<-- [end:collapse]
# --8<-- [start:forward]
def ctc_loss(log_probs, target, blank=0):
    """Return -log P(target) in nats; inf if the target does not fit."""
    log_probs, target = _checked(log_probs, target, blank)
    states = np.full(2 * len(target) + 1, blank)
    states[1::2] = target
    skip = np.zeros(len(states), dtype=bool)  # may come from two states back
    skip[3::2] = states[3::2] != states[1:-2:2]
    alpha = np.full(len(states), -np.inf)
    alpha[0] = 0.0  # before the first frame: one virtual place to stand
    for frame in log_probs:
        one_back = np.concatenate([[-np.inf], alpha[:-1]])
        two_back = np.concatenate([[-np.inf] * 2, alpha])[: len(states)]
        arrived = np.logaddexp(alpha, one_back)
        arrived = np.where(skip, np.logaddexp(arrived, two_back), arrived)
        alpha = arrived + frame[states]
    # the last blank is optional, so two states may end an alignment
    return -np.logaddexp.reduce(alpha[-2:])


# --8<-- [end:forward]


def _checked(log_probs, target, blank):
    log_probs, target = np.asarray(log_probs, float), np.asarray(target, int)
    if log_probs.ndim != 2 or not len(log_probs):
        raise ValueError(f"expected log_probs (T, K), got shape {log_probs.shape}")
    symbols = log_probs.shape[1]
    if not 0 <= blank < symbols:
        raise ValueError(f"expected a blank in 0..{symbols - 1}, got {blank}")
    if any(label == blank or not 0 <= label < symbols for label in target):
        raise ValueError(f"expected labels below {symbols}, not {blank}, got {target}")
    return log_probs, target
