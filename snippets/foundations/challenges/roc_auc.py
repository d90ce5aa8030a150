r"""Area under the ROC curve, with ties

Write `roc_auc(y, s)`. `y` holds labels 0 and 1, `s` the scores. Return the probability
that a random positive has a higher score than a random negative, ties counting one
half. If a class is missing, or both lists are empty, return `nan`. Use $O(n \log n)$
time, and no library function that computes the area for you.

Example: scores 0.9, 0.8, 0.7, 0.6, 0.5 with labels 1, 0, 1, 0, 0. Of the six pairs,
five are in order, so the area is 5/6.
"""

import math

LEVEL = "mid"
MINUTES = 20
TOPICS = ["roc-auc"]
ARTICLE = "foundations/classification-ranking-metrics"
HINTS = [
    "You need, for each positive, how many negatives lie below it. Sort once by score.",
    "Walk through the sorted list and count the negatives seen so far; each positive "
    "adds that number to its wins.",
    "Treat a run of equal scores as one group: each of its positives wins against all "
    "negatives before the group, and half of the negatives inside it.",
]
COMPLEXITY = "$O(n \\log n)$ time for the sort, $O(n)$ memory."
VARIATIONS = [
    (
        "The data do not fit in memory.",
        "Count positives and negatives in a fine histogram of scores in one pass; pairs "
        "within a bin count half. The error is at most half the share of pairs that "
        "fall into one bin.",
    ),
    (
        "Each case has a weight.",
        "Replace counts by sums of weights: negatives before the group, and half of "
        "those inside. Divide by the product of both total weights.",
    ),
    (
        "Give an interval.",
        "Resample independent units (users, patients) with replacement and recompute, "
        "or use DeLong's variance, which comes from the same ranks.",
    ),
]


# --8<-- [start:solution]
def roc_auc(y: list[int], s: list[float]) -> float:
    """Return P(s+ > s-) + P(s+ = s-) / 2, or nan if a class is missing.

    y: n labels 0 or 1; s: n scores.

    >>> round(roc_auc([1, 0, 1, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.5]), 3)
    0.833
    """
    order = sorted(range(len(y)), key=lambda i: s[i])
    wins, below, i = 0.0, 0, 0
    while i < len(order):
        j = i
        while j < len(order) and s[order[j]] == s[order[i]]:
            j += 1
        positives = sum(y[k] for k in order[i:j])
        negatives = j - i - positives
        wins += positives * (below + negatives / 2)
        below += negatives
        i = j
    pairs = below * (len(y) - below)
    return wins / pairs if pairs else math.nan


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_five_of_six_pairs():
    area = roc_auc([1, 0, 1, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.5])
    assert math.isclose(area, 5 / 6)


def test_perfect_and_inverted():
    assert roc_auc([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4]) == 1
    assert roc_auc([1, 1, 0, 0], [0.1, 0.2, 0.3, 0.4]) == 0


def test_ties_count_half():
    assert roc_auc([1, 0], [0.5, 0.5]) == 0.5
    assert roc_auc([1, 0, 0], [0.5, 0.5, 0.1]) == 0.75


def test_a_missing_class_is_nan():
    assert math.isnan(roc_auc([1, 1], [0.2, 0.3]))
    assert math.isnan(roc_auc([0, 0], [0.2, 0.3]))


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _by_pairs(y, s):
    pairs = [(a, b) for a, u in zip(s, y, strict=True) if u
             for b, v in zip(s, y, strict=True) if not v]  # fmt: skip
    return sum((a > b) + 0.5 * (a == b) for a, b in pairs) / len(pairs)


def _case(n, levels, seed):
    """Labels and scores from a small generator, so that no library is needed."""
    y, s = [], []
    for _ in range(n):
        seed = (1103515245 * seed + 12345) % 2**31
        y.append(seed // 65536 % 2)
        seed = (1103515245 * seed + 12345) % 2**31
        s.append((seed // 65536 % levels + y[-1]) / levels)
    return y, s


def test_agrees_with_all_pairs():
    for levels in (2, 7, 1000):
        y, s = _case(97, levels, seed=levels)
        assert math.isclose(roc_auc(y, s), _by_pairs(y, s))


def test_all_scores_equal():
    assert roc_auc([1, 0, 0, 1, 0], [3.0] * 5) == 0.5


def test_monotone_change_of_scores():
    y, s = _case(61, 11, seed=5)
    assert math.isclose(roc_auc(y, s), roc_auc(y, [math.exp(9 * v) for v in s]))
    assert math.isclose(roc_auc(y, s), 1 - roc_auc(y, [-v for v in s]))


def test_nothing_given():
    assert math.isnan(roc_auc([], []))


def test_200_000_points():
    y = [i % 2 for i in range(200_000)]
    s = [i // 4 + i % 2 for i in range(200_000)]  # positives tie with the next group
    groups = 50_000
    expected = (groups**2 + 2 * groups - 1) / (2 * groups**2)
    assert math.isclose(roc_auc(y, s), expected, rel_tol=1e-12)


# --8<-- [end:hidden]
