import numpy as np
import pytest

from snippets.transformers.objective_masks import supervised, visible


def test_who_sees_whom():
    assert visible("masked", 7).all()
    np.testing.assert_array_equal(visible("causal", 7), np.tril(np.ones((7, 7), bool)))
    prefix = visible("prefix", 7, prefix=3)
    assert prefix[:3, :3].all() and not prefix[2, 3] and prefix[5, 4]
    np.testing.assert_array_equal(prefix[3:], visible("causal", 7)[3:])


def test_no_prefix_is_causal_and_a_full_one_sees_all():
    np.testing.assert_array_equal(visible("prefix", 5, 0), visible("causal", 5))
    assert visible("prefix", 5, 5).all()


def test_supervised_positions():
    assert supervised("masked", 512) == pytest.approx(76.8)
    assert supervised("causal", 512) == 511
    assert supervised("prefix", 512, 256) == 256


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="got prefix, prefix 9 of 5"):
        visible("prefix", 5, 9)
    with pytest.raises(ValueError, match="got magic"):
        supervised("magic", 5)
