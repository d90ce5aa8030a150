import numpy as np
import pandas as pd
import pytest

from snippets.foundations.target_statistics import (
    greedy_statistics,
    ordered_statistics,
)

N, LEVELS, PRIOR, STRENGTH = 307, 23, 0.3, 2.5


def data():
    rng = np.random.default_rng(0)
    return rng.integers(0, LEVELS, size=N), rng.integers(0, 2, size=N)


def test_greedy_agrees_with_pandas():
    category, y = data()
    groups = pd.Series(y).groupby(category)
    total, count = groups.transform("sum"), groups.transform("count")
    expected = (total + STRENGTH * PRIOR) / (count + STRENGTH)
    ours = greedy_statistics(category, y, PRIOR, STRENGTH)
    np.testing.assert_allclose(ours, expected)


def test_ordered_agrees_with_a_shifted_cumulative_sum():
    category, y = data()
    ours = ordered_statistics(
        category, y, PRIOR, STRENGTH, rng=np.random.default_rng(7)
    )
    order = np.random.default_rng(7).permutation(N)
    frame = pd.DataFrame({"k": category[order], "y": y[order]})
    total = frame.groupby("k")["y"].cumsum() - frame["y"]
    count = frame.groupby("k").cumcount()
    expected = (total + STRENGTH * PRIOR) / (count + STRENGTH)
    np.testing.assert_allclose(ours[order], expected)


def test_a_row_never_sees_its_own_label():
    category, y = data()
    first = ordered_statistics(category, y, PRIOR, rng=np.random.default_rng(3))
    for row in (0, 101, N - 1):
        changed = y.copy()
        changed[row] = 1 - y[row]
        rng = np.random.default_rng(3)
        second = ordered_statistics(category, changed, PRIOR, rng=rng)
        assert second[row] == first[row]
        assert (
            greedy_statistics(category, changed, PRIOR)[row]
            != (greedy_statistics(category, y, PRIOR)[row])
        )


def test_unique_categories_get_the_prior():
    y = np.random.default_rng(1).integers(0, 2, size=13)
    ours = ordered_statistics(np.arange(13), y, 0.2, rng=np.random.default_rng(0))
    np.testing.assert_allclose(ours, 0.2)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"expected category and y of one shape"):
        greedy_statistics(np.arange(3), np.arange(5), 0.5)
