import numpy as np
import pytest
from snippets.coding_and_data.broadcast_bug import all_pairs_loss, silent_loss


def test_the_bug_has_a_closed_form():
    rng = np.random.default_rng(0)
    y, p = rng.normal(3, 2, size=101), rng.normal(1, 5, size=(101, 1))
    assert silent_loss(y, p) == pytest.approx(all_pairs_loss(y, p))
    assert silent_loss(y, p[:, 0]) != pytest.approx(all_pairs_loss(y, p))


def test_a_constant_is_the_best_it_can_be():
    y = np.random.default_rng(1).normal(size=53)
    best = silent_loss(y, np.full((53, 1), y.mean()))
    assert best == pytest.approx(y.var())
    perfect = silent_loss(y, y[:, None])
    assert perfect == pytest.approx(2 * y.var()) and perfect > best


def test_the_order_of_predictions_does_not_matter_to_it():
    rng = np.random.default_rng(2)
    y, p = rng.normal(size=31), rng.normal(size=(31, 1))
    assert silent_loss(y, p) == pytest.approx(silent_loss(y, rng.permutation(p)))


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="as many predictions as 3, got 2"):
        all_pairs_loss([1, 2, 3], [1, 2])
