"""Clicks under position bias, and how to undo it with propensities.

Source: Joachims, Swaminathan & Schnabel (2017): P(click) = P(examined | position)
P(relevant); weighting a click by 1 / P(examined) removes the position in expectation.
"""

import numpy as np


# --8<-- [start:log]
def simulate(scores, relevance, examination, sessions, rng, noise=0.5, swap=None):
    """Return positions (sessions, items) from 0, and clicks of the same shape.

    scores: (items,) by which a logger ranks, plus normal noise of deviation `noise`;
    relevance: (items,) P(click | examined); examination: (items,) by position.
    swap: a position that trades places with position 0 in half of the sessions.
    """
    scores, relevance = np.asarray(scores, float), np.asarray(relevance, float)
    examination = np.asarray(examination, float)
    if not len(scores) == len(relevance) == len(examination):
        got = f"{len(scores)}, {len(relevance)} and {len(examination)}"
        raise ValueError(f"expected as many positions as items, got {got}")
    if examination.min() <= 0 or max(examination.max(), relevance.max()) > 1:
        raise ValueError("expected examination in (0, 1] and relevance up to 1")
    noisy = scores + noise * rng.normal(size=(sessions, len(scores)))
    positions = np.argsort(np.argsort(-noisy, axis=1), axis=1)  # of each item
    if swap is not None:
        chosen = rng.random(sessions) < 0.5
        table = np.arange(len(scores))
        table[[0, swap]] = table[[swap, 0]]
        positions[chosen] = table[positions[chosen]]
    seen = rng.random(positions.shape) < examination[positions]
    return positions, seen & (rng.random(positions.shape) < relevance)


# --8<-- [end:log]


# --8<-- [start:estimates]
def click_rates(clicks):
    """Return the naive relevance of each item: clicks over impressions."""
    return clicks.mean(axis=0)


def ips_relevance(positions, clicks, examination):
    """Return the relevance of each item, each click weighted by 1 / P(examined).

    Unbiased if examination is right and nowhere zero; its variance grows with the
    weights.
    """
    return (clicks / np.asarray(examination)[positions]).mean(axis=0)


def swap_examination(positions, clicks, position):
    """Return P(examined) at a position relative to position 0, from swapped traffic.

    Half of the sessions trade the two places at random, so both hold the same items on
    average, and the ratio of their click rates is the ratio of examination.
    """
    return clicks[positions == position].mean() / clicks[positions == 0].mean()


# --8<-- [end:estimates]
