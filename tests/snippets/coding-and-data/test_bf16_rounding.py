import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from snippets.coding_and_data.bf16_rounding import final_weight, to_bfloat16

SINGLES = st.floats(width=32, allow_nan=False)


@given(st.lists(SINGLES, min_size=1, max_size=31))
def test_agrees_with_ml_dtypes(values):
    single = np.array(values, np.float32)
    expected = single.astype(ml_dtypes.bfloat16).astype(np.float32)
    np.testing.assert_array_equal(to_bfloat16(single), expected)


def test_ties_go_to_the_even_neighbor():
    assert to_bfloat16([256, 257, 258, 259, 260]).tolist() == [256, 256, 258, 260, 260]
    assert to_bfloat16([-257, -259]).tolist() == [-256, -260]


def test_nan_and_the_ends_of_the_range():
    # This nan has only low bits set: cutting it would leave inf.
    nan = np.array([0x7F800001], np.uint32).view(np.float32)
    assert np.isnan(to_bfloat16(nan)).all()
    assert to_bfloat16([np.inf, -np.inf]).tolist() == [np.inf, -np.inf]
    assert to_bfloat16(np.finfo(np.float32).max) == np.inf
    largest = float(ml_dtypes.finfo(ml_dtypes.bfloat16).max)
    assert to_bfloat16(largest) == largest


@given(st.floats(1, 1024), st.sampled_from([-1, 1]))
def test_updates_are_lost_below_and_kept_above(value, sign):
    weight = float(to_bfloat16(value))
    below, above = 2**-9 * (1 - 1e-3), 2**-8 * (1 + 1e-3)
    assert to_bfloat16(weight * (1 + sign * below)) == weight
    assert to_bfloat16(weight * (1 + sign * above)) != weight


def test_a_master_copy_collects_what_bfloat16_loses():
    assert final_weight(1, 2**-10, 1024, master=False) == 1
    assert final_weight(1, 2**-10, 1024, master=True) == 2
    assert final_weight(1, 2**-7, 64, master=False) == 1.5


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="expected steps >= 0, got -1"):
        final_weight(1, 0.1, -1, master=True)
