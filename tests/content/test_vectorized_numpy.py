"""What the page says of NumPy, asked of NumPy."""

import numpy as np
import pandas as pd
import pytest
from snippets.coding_and_data.figures.distance_error import DIMENSION, relative_error
from snippets.coding_and_data.pairwise_distances import memory

PAGE = "coding-and-data/vectorized-numpy"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_shapes(says):
    shape = np.broadcast_shapes((8, 1, 6, 1), (7, 1, 5))
    says(f"So {shape}, {np.prod(shape):,} numbers")
    with pytest.raises(ValueError, match="could not be broadcast"):
        np.zeros((3, 4)) + np.zeros(3)


def test_promotion(says):
    with pytest.warns(RuntimeWarning, match="overflow"):
        wrapped = np.uint8(200) + 100
    says(f"`np.uint8(200) + 100` is {wrapped} with a warning")
    with pytest.raises(OverflowError):
        np.uint8(200) + 300
    assert (np.array([200], np.uint8) + np.uint8(100)).tolist() == [44]
    assert np.uint8(200) + np.int64(100) == 300
    product = np.uint8(200) * 1.5
    assert product == 300 and product.dtype == np.float64
    assert (np.float32(3) + 3.0).dtype == np.float32


def test_float32_counts_to_two_to_the_24():
    assert np.float32(16_777_216) + np.float32(1) == 16_777_216


def test_sums_across_the_contiguous_axis(says):
    x = np.full((1_000_000, 2), 0.1, dtype=np.float32)
    across, along = x.sum(axis=0)[0], np.ascontiguousarray(x.T).sum(axis=1)[0]
    says(f"sum to {across:,.0f} by `sum(axis=0)`, and to {along:,.0f} once transposed")
    assert across / 1e5 - 1 == pytest.approx(0.01, abs=0.001)
    column = pd.DataFrame(x).mean()  # float32 too, along contiguous columns
    assert column.dtype == np.float32
    says(f"gives {column[0]:.8f} for the same numbers")


def test_argmin_returns_the_first_nan():
    assert np.argmin([3.0, np.nan, 1.0]) == 1


def test_repeated_indices():
    counts = np.zeros(4, int)
    counts[[2, 2, 2]] += 1
    assert counts.tolist() == [0, 0, 1, 0]
    np.add.at(counts, [2, 2], 1)
    assert counts[2] == 3


def test_where_evaluates_both_branches():
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        np.where(np.array([0.0]) > 0, np.log(np.array([0.0])), 0)


def test_views():
    a = np.arange(12).reshape(3, 4)
    assert np.shares_memory(a, a[::2]) and np.shares_memory(a, a.T)
    assert not np.shares_memory(a, a[a > 3])
    assert not np.shares_memory(a, a[[0, 1]])
    assert not np.shares_memory(a, a.T.reshape(-1))


def test_missing_values():
    x = np.array([1, np.nan, 3])
    assert np.isnan(x.max()) and x.argmax() == 1 and np.nanmax(x) == 3


def test_error_of_the_expanded_formula(says):
    error = relative_error(0.01, np.float32)
    says(f"a distance of 0.01 comes out with {error:.0%} error".replace("%", " %"))
    assert relative_error(0.001, np.float32) > 0.5
    for dtype, digits in ((np.float32, 3), (np.float64, 7)):
        limit = 8 * np.sqrt(np.finfo(dtype).eps)
        assert (
            relative_error(limit / 10, dtype) > 0.5 > relative_error(limit * 10, dtype)
        )
        assert -np.log10(limit) == pytest.approx(digits, abs=0.5)


def test_memory(says):
    result = 50_000**2 * 4
    says(f"alone is {result / 1e9:.0f} GB in `float32`, and the broadcast intermediate")
    extra = memory(50_000, 50_000, 64, "broadcast", itemsize=4) - result
    says(f"intermediate {extra / 1e9:.0f} GB more")
    says(f"10 GB or {result / 2**30:.1f} GiB")
    for method, told in (("broadcast", "5,600"), ("expanded", "32,000")):
        n = int(told.replace(",", ""))
        assert memory(n, n, DIMENSION, method) == pytest.approx(16e9, rel=0.03)
        says(f"at about {told}")
    says(f"500,000 pairs, {500_000 * 12 / 1e6:.0f} MB")
