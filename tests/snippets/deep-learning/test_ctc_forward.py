from itertools import product

import numpy as np
import pytest
from snippets.deep_learning.ctc_forward import collapse, ctc_loss, frames_needed


def log_probs(frames, symbols, seed=0):
    logits = np.random.default_rng(seed).normal(size=(frames, symbols))
    return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))


@pytest.mark.parametrize("blank", [0, 2])
def test_equals_enumeration_and_sums_to_one(blank):
    frames = log_probs(5, 3)
    totals = {}
    for path in product(range(3), repeat=5):
        score = np.exp(sum(frames[t, s] for t, s in enumerate(path)))
        key = tuple(collapse(path, blank))
        totals[key] = totals.get(key, 0) + score
    for target, total in totals.items():
        assert ctc_loss(frames, target, blank) == pytest.approx(
            -np.log(total), abs=1e-10
        )
    assert sum(totals.values()) == pytest.approx(1)


def test_collapse_merges_before_it_removes():
    assert collapse([1, 1, 0, 1, 2, 2, 0]) == [1, 1, 2]
    assert collapse([0, 0]) == []


def test_an_adjacent_repeat_needs_one_more_frame():
    assert frames_needed([1, 1, 2, 2, 2]) == 8
    assert frames_needed([1, 2, 1]) == 3
    assert ctc_loss(log_probs(2, 3), [1, 1]) == np.inf
    assert np.isfinite(ctc_loss(log_probs(3, 3), [1, 1]))
    assert ctc_loss(log_probs(2, 3), [1, 2, 1]) == np.inf


def test_empty_target_is_all_blanks():
    frames = log_probs(7, 3)
    assert ctc_loss(frames, []) == pytest.approx(-frames[:, 0].sum())


def test_long_inputs_do_not_underflow():
    frames = log_probs(2003, 5)
    loss = ctc_loss(frames, [1, 2, 3] * 101)
    assert 745 < loss < np.inf  # exp(-745) is the smallest float64


@pytest.mark.parametrize(
    ("frames", "target", "blank", "words"),
    [
        (np.zeros(3), [1], 0, "expected log_probs"),
        (np.zeros((3, 2)), [0], 0, "expected labels"),
        (np.zeros((3, 2)), [2], 0, "expected labels"),
        (np.zeros((3, 2)), [-1], 0, "expected labels"),
        (np.zeros((0, 2)), [], 0, "expected log_probs"),
        (np.zeros((3, 2)), [1], 5, "expected a blank"),
    ],
)
def test_bad_input_is_refused(frames, target, blank, words):
    with pytest.raises(ValueError, match=words):
        ctc_loss(frames, target, blank)
