r"""Find the threshold with the lowest cost

A model gives each case a score. You act on a case if `score >= t`. A false positive
costs `c_fp`, a false negative `c_fn`, right decisions cost nothing. Both costs are
numbers of zero or more, and `y` holds 0 and 1.

Write `best_threshold(scores, y, c_fp, c_fn)`. It returns the threshold with the lowest
total cost and that cost. The threshold is one of the scores, or $+\infty$ (act on
nobody). Of several with the same cost, return the highest. Compute each cost as
`c_fp * fp + c_fn * fn` from whole counts, so that equal costs come out equal. Use
$O(n \log n)$ time.

Example: scores 0.9, 0.8, 0.3 with labels 1, 0, 1 and costs 1 and 5. Acting on all makes
one false positive and costs 1; every other choice misses a positive and costs 5 or more.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 20
TOPICS = ["threshold-selection", "system-design-framework"]
ARTICLE = "ml-system-design/design-round-framework"
HINTS = [
    "Sort by score, highest first, and lower the threshold one score at a time. What "
    "changes in the two counts when one more case is acted on?",
    "Cumulative sums of `1 - y` and of `y` in sorted order give false positives and "
    "caught positives for every prefix at once.",
    "Cases with equal scores move together: only the last of each run of ties is a "
    "threshold. Put $+\\infty$ first in the list, and take the first minimum.",
]
COMPLEXITY = "$O(n \\log n)$ time for the sort, $O(n)$ memory; the rest is one pass."
VARIATIONS = [
    (
        "Each case has costs of its own.",
        "Replace the counts by cumulative sums of the costs; nothing else changes. Ties "
        "in cost then need a tolerance, or exact types.",
    ),
    (
        "Only 200 cases a day can be handled.",
        "Look at prefixes of at most 200 cases. If the best one has 200, capacity binds "
        "and the threshold is a ranking cut-off that moves from day to day.",
    ),
    (
        "You tune the threshold on 300 cases. How good is it on new ones?",
        "Its cost is biased low, as the minimum of noisy numbers. If the scores are "
        "calibrated, use $c_{FP}/(c_{FP}+c_{FN})$ and keep the data for checking it.",
    ),
]


# --8<-- [start:solution]
def best_threshold(scores, y, c_fp, c_fn):
    """Return (threshold, cost) with the lowest cost c_fp * FP + c_fn * FN.

    scores: (n,) numbers, n >= 1; y: (n,) of 0 and 1; act if score >= threshold.
    The highest of equally good thresholds; it is a score or infinity.

    >>> best_threshold([0.9, 0.8, 0.3], [1, 0, 1], 1, 5)
    (0.3, 1)
    """
    scores, y = np.asarray(scores, dtype=float), np.asarray(y, dtype=int)
    order = np.argsort(-scores, kind="stable")
    ranked, labels = scores[order], y[order]
    last = np.flatnonzero(np.append(ranked[:-1] != ranked[1:], True))  # of each tie
    fp = np.concatenate([[0], np.cumsum(1 - labels)[last]])
    fn = y.sum() - np.concatenate([[0], np.cumsum(labels)[last]])
    costs = c_fp * fp + c_fn * fn
    thresholds = np.concatenate([[np.inf], ranked[last]])
    best = int(np.argmin(costs))  # the first minimum has the highest threshold
    return thresholds[best].item(), costs[best].item()


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_missing_a_positive_is_expensive():
    assert best_threshold([0.9, 0.8, 0.3], [1, 0, 1], 1, 5) == (0.3, 1)


def test_false_alarms_are_expensive():
    assert best_threshold([0.9, 0.8, 0.3], [1, 0, 1], 5, 1) == (0.9, 1)


def test_acting_on_nobody():
    assert best_threshold([0.9, 0.8], [0, 0], 1, 1) == (float("inf"), 0)


def test_tied_scores_move_together():
    assert best_threshold([0.5, 0.5, 0.5], [1, 1, 0], 1, 2) == (0.5, 1)


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _brute_force(scores, y, c_fp, c_fn):
    best = (float("inf"), c_fn * sum(y))
    for t in sorted(set(scores), reverse=True):
        fp = sum(s >= t and label == 0 for s, label in zip(scores, y, strict=True))
        fn = sum(s < t and label == 1 for s, label in zip(scores, y, strict=True))
        if c_fp * fp + c_fn * fn < best[1]:
            best = (t, c_fp * fp + c_fn * fn)
    return best


def test_agrees_with_every_threshold_tried():
    rng = np.random.default_rng(0)
    for levels in (3, 17, 1000):
        for c_fp, c_fn in [(1, 1), (3, 1), (1, 19), (0, 2), (2, 0)]:
            scores = (rng.integers(0, levels, 53) / levels).tolist()
            y = rng.integers(0, 2, 53).tolist()
            expected = _brute_force(scores, y, c_fp, c_fn)
            assert best_threshold(scores, y, c_fp, c_fn) == expected


def test_all_positive_acts_on_all():
    assert best_threshold([0.2, 0.7, 0.4], [1, 1, 1], 1, 1) == (0.2, 0)


def test_all_negative_acts_on_nobody():
    assert best_threshold([0.2, 0.7, 0.4], [0, 0, 0], 1, 1) == (float("inf"), 0)


def test_free_mistakes_act_on_nobody():
    assert best_threshold([0.2, 0.7], [0, 1], 0, 0) == (float("inf"), 0)


def test_negative_scores_and_order_do_not_matter():
    assert best_threshold([-3.0, -1.0, -2.0], [0, 1, 1], 1, 1) == (-2.0, 0)


def test_many_calibrated_scores():
    rng = np.random.default_rng(1)
    scores = rng.random(200_000)
    y = (rng.random(200_000) < scores).astype(int)
    threshold, cost = best_threshold(scores, y, 1, 4)
    assert abs(threshold - 0.2) < 0.05  # calibrated: the threshold the costs give
    assert cost <= 4 * y.sum()


# --8<-- [end:hidden]
