r"""Softmax within segments

Scores of many lists lie in one vector: `scores[i]` belongs to list `segment_ids[i]`, a
number from 0 to `num_segments - 1`. Ids are in no order, and a segment may be empty.
Write `segment_softmax(scores, segment_ids, num_segments)`, which returns a vector of
the same length with

$$\frac{e^{s_i} }{\sum_{j:\, \text{same segment} } e^{s_j} } .$$

No Python loop over segments or items; scores may be as large as $\pm 10^4$, and no
floating-point warning may be raised. `scores` may be empty.

Example: scores 0, 0, 5 with ids 0, 0, 1 and two segments give 0.5, 0.5, 1.0.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 20
TOPICS = ["numpy-vectorization", "numerical-stability"]
ARTICLE = "coding-and-data/vectorized-numpy"
HINTS = [
    "Three steps: the maximum of each segment, the exponentials of the shifted scores, "
    "the sum of each segment. Indexing by the ids brings a segment's number back.",
    "`np.bincount` with weights sums by segment. For maxima use `np.maximum.at` on an "
    "array that starts at minus infinity.",
    "Empty segments never come back through the ids, so their minus infinity and zero "
    "do no harm, as long as nothing is computed on the per-segment arrays.",
]
COMPLEXITY = "$O(n + g)$ time and memory for $n$ scores and $g$ segments."
VARIATIONS = [
    (
        "The ids are sorted.",
        "`np.maximum.reduceat` and `np.add.reduceat` at the starts of the runs; take "
        "care of empty segments, for which reduceat returns a neighbor's element.",
    ),
    (
        "Return the loss for one chosen item a segment.",
        "The log-sum-exp of each segment minus its chosen score. Stay in logs; do not "
        "take the log of the softmax.",
    ),
    (
        "Write the gradient.",
        "For upstream $g$: $p_i (g_i - \\sum_j p_j g_j)$ within each segment, one more "
        "bincount.",
    ),
]


# --8<-- [start:solution]
def segment_softmax(scores, segment_ids, num_segments):
    """Return the softmax of each segment, in the order of the scores.

    scores: (n,) numbers; segment_ids: (n,) whole numbers in [0, num_segments).

    >>> segment_softmax([0.0, 0.0, 5.0], [0, 0, 1], 2).tolist()
    [0.5, 0.5, 1.0]
    """
    scores = np.asarray(scores, dtype=float)
    ids = np.asarray(segment_ids, dtype=np.intp)
    top = np.full(num_segments, -np.inf)
    np.maximum.at(top, ids, scores)
    weights = np.exp(scores - top[ids])
    return weights / np.bincount(ids, weights, minlength=num_segments)[ids]


# --8<-- [end:solution]


# --8<-- [start:checks]
def _strictly(*arguments):
    with np.errstate(all="raise", under="ignore"):
        return segment_softmax(*arguments)


def test_two_lists():
    np.testing.assert_allclose(_strictly([0, 0, 5], [0, 0, 1], 2), [0.5, 0.5, 1])


def test_ids_in_any_order():
    found = _strictly([np.log(3), 7.0, 0.0], [1, 0, 1], 2)
    np.testing.assert_allclose(found, [0.75, 1.0, 0.25])


def test_empty_segments_do_no_harm():
    np.testing.assert_allclose(_strictly([1.0, 1.0], [4, 4], 9), [0.5, 0.5])


def test_large_scores():
    np.testing.assert_allclose(_strictly([1e4, 1e4, -1e4], [0, 0, 1], 2), [0.5, 0.5, 1])


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _exactly(*arguments):
    with np.errstate(all="raise", under="ignore"):
        return segment_softmax(*arguments)


def _literal(scores, ids, count):
    out = np.zeros(len(scores))
    for segment in range(count):
        mine = [i for i, one in enumerate(ids) if one == segment]
        if mine:
            top = max(scores[i] for i in mine)
            total = sum(np.exp(scores[i] - top) for i in mine)
            for i in mine:
                out[i] = np.exp(scores[i] - top) / total
    return out


def test_agrees_with_a_loop():
    rng = np.random.default_rng(0)
    for n, count in [(1, 1), (53, 7), (101, 211)]:
        scores, ids = 20 * rng.normal(size=n), rng.integers(0, count, n)
        np.testing.assert_allclose(_exactly(scores, ids, count),
                                   _literal(scores, ids, count))  # fmt: skip


def test_each_segment_sums_to_one():
    rng = np.random.default_rng(1)
    scores, ids = 5e3 * rng.normal(size=211), rng.integers(0, 13, 211)
    sums = np.bincount(ids, _exactly(scores, ids, 13))
    np.testing.assert_allclose(sums, 1)


def test_a_constant_for_each_segment_changes_nothing():
    rng = np.random.default_rng(2)
    scores, ids = rng.normal(size=97), rng.integers(0, 5, 97)
    shifted = scores + 1000 * rng.normal(size=5)[ids]
    np.testing.assert_allclose(_exactly(shifted, ids, 5), _exactly(scores, ids, 5))


def test_far_apart_scores_in_one_segment():
    found = _exactly([1e4, -1e4], [0, 0], 1)
    np.testing.assert_array_equal(found, [1, 0])


def test_nothing_given():
    assert _exactly([], [], 3).shape == (0,)


# --8<-- [end:hidden]
