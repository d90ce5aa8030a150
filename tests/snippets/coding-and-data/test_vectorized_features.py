import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from snippets.coding_and_data.vectorized_features import (
    earlier_means,
    earlier_means_by_row,
)

ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(-(10**9), 10**9)), min_size=1, max_size=43
)


@given(ROWS)
def test_equals_the_loop_to_the_last_bit(rows):
    customers, cents = (np.array(column) for column in zip(*rows, strict=True))
    np.testing.assert_array_equal(
        earlier_means(customers, cents), earlier_means_by_row(customers, cents)
    )


def test_agrees_with_pandas():
    rng = np.random.default_rng(0)
    customers, cents = rng.integers(0, 31, 997), rng.integers(0, 10_000, 997)
    expected = (
        pd.Series(cents)
        .groupby(customers)
        .transform(lambda amounts: amounts.shift().expanding().mean())
    )
    np.testing.assert_allclose(earlier_means(customers, cents), expected, rtol=1e-12)


def test_the_future_does_not_leak():
    customers, cents = np.array([3, 5, 3, 5, 3]), np.array([10, 20, 30, 40, 50])
    before = earlier_means(customers, cents)
    cents[3:] = 10_000
    np.testing.assert_array_equal(earlier_means(customers, cents)[:4], before[:4])
    np.testing.assert_array_equal(before, [np.nan, np.nan, 10, 20, 20])


def test_names_and_empty_input():
    means = earlier_means(np.array(["b", "a", "b"]), np.array([3, 5, 7]))
    np.testing.assert_array_equal(means, [np.nan, np.nan, 3])
    assert earlier_means(np.array([]), np.array([], dtype=int)).shape == (0,)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"got \(3,\), \(2,\)"):
        earlier_means([1, 1, 1], [2, 2])
    with pytest.raises(ValueError, match="expected whole cents, got float64"):
        earlier_means([1, 1], [0.5, 0.5])
