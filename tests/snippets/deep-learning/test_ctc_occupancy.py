from itertools import product

import numpy as np
import pytest
from snippets.deep_learning.ctc_forward import collapse, ctc_loss
from snippets.deep_learning.ctc_occupancy import state_occupancy, symbol_occupancy


def probs(frames, symbols):
    logits = np.random.default_rng(0).normal(size=(frames, symbols))
    return np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)


@pytest.mark.parametrize("target", [[1, 1, 2], [2, 1], []])
def test_equals_enumeration(target):
    p, expected = probs(5, 3), np.zeros((5, 3))
    for path in product(range(3), repeat=5):
        if collapse(path) == target:
            weight = np.prod(p[np.arange(5), path])
            expected[np.arange(5), path] += weight
    expected /= expected.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(symbol_occupancy(p, target), expected, atol=1e-12)


def test_is_the_gradient_of_the_log_probability():
    p = probs(7, 3)
    occupancy = symbol_occupancy(p, [1, 2, 2])
    for t, k in np.ndindex(7, 3):
        shift = np.zeros_like(p)
        shift[t, k] = 1e-6
        up, down = (ctc_loss(np.log(p) + s * shift, [1, 2, 2]) for s in (1, -1))
        assert occupancy[t, k] == pytest.approx((down - up) / 2e-6, abs=1e-7)


def test_long_inputs_do_not_underflow():
    rows = state_occupancy(probs(2003, 5), [1, 2, 3] * 101).sum(axis=1)
    np.testing.assert_allclose(rows, 1)


def test_an_infeasible_target_is_refused():
    with pytest.raises(ValueError, match="expected a target that fits 3 frames"):
        symbol_occupancy(probs(3, 3), [1, 1, 2])
