import numpy as np
import pytest
from snippets.deep_learning.blur_pool import max_blur_pool, max_pool, shift_change


def test_agrees_with_maxima_of_pairs():
    signal = np.random.default_rng(0).normal(size=22)
    np.testing.assert_array_equal(max_pool(signal), signal.reshape(11, 2).max(axis=1))


def test_blur_takes_a_quarter_from_each_neighbor():
    signal = np.zeros(14)
    signal[7] = 1  # dense maxima are 1 at 6 and 7
    expected = np.zeros(7)
    expected[[3, 4]] = 0.75, 0.25
    np.testing.assert_allclose(max_blur_pool(signal), expected)


def test_a_shift_by_the_stride_moves_the_output_by_one():
    signal = np.random.default_rng(0).normal(size=26)
    for pool in (max_pool, max_blur_pool):
        moved = pool(np.roll(signal, 2))
        np.testing.assert_allclose(moved, np.roll(pool(signal), 1))


def test_blur_removes_the_change_of_the_mean_by_a_shift():
    # [1, 2, 1] is zero at the highest frequency, the only one that stride 2 folds
    # into the mean
    for signal in np.random.default_rng(0).normal(size=(7, 34)):
        assert shift_change(max_pool, signal) > 1e-3
        assert shift_change(max_blur_pool, signal) < 1e-12


def test_without_stride_no_shift_changes_the_mean():
    signal = np.random.default_rng(0).normal(size=13)
    assert shift_change(lambda x: max_pool(x, 1), signal) < 1e-12


def test_stride_selects_every_third_of_the_blurred_maxima():
    signal = np.random.default_rng(0).normal(size=15)
    np.testing.assert_array_equal(
        max_blur_pool(signal, 3), max_blur_pool(signal, 1)[::3]
    )


@pytest.mark.parametrize("pool", [max_pool, max_blur_pool])
def test_rejects_a_length_that_the_stride_does_not_divide(pool):
    with pytest.raises(ValueError, match="expected a length divisible by 2, got 7"):
        pool(np.ones(7))
