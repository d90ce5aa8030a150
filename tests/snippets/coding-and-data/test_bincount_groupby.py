import numpy as np
import pandas as pd
import pytest
from snippets.coding_and_data.bincount_groupby import group_statistics


def test_agrees_with_pandas_missing_values_included():
    rng = np.random.default_rng(0)
    groups, values = rng.integers(0, 97, 2003), rng.normal(size=2003)
    values[rng.random(2003) < 0.1] = np.nan
    sizes, means, variances = group_statistics(groups, values, 97)
    by = pd.Series(values).groupby(groups)
    np.testing.assert_array_equal(sizes, by.count())
    np.testing.assert_allclose(means, by.mean())
    np.testing.assert_allclose(variances, by.var(ddof=0))


def test_empty_groups_have_no_mean():
    sizes, means, variances = group_statistics([0, 2, 2], [1.0, 3.0, 5.0], 4)
    assert sizes.tolist() == [1, 0, 2, 0]
    np.testing.assert_array_equal(means, [1, np.nan, 4, np.nan])
    np.testing.assert_array_equal(variances, [0, np.nan, 1, np.nan])


def test_a_large_offset_does_not_spoil_the_variance():
    rng = np.random.default_rng(1)
    groups, noise = rng.integers(0, 5, 10_007), rng.normal(size=10_007)
    plain = group_statistics(groups, noise, 5)[2]
    shifted = group_statistics(groups, noise + 1e8, 5)[2]
    np.testing.assert_allclose(shifted, plain, rtol=1e-6)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="vectors of one length"):
        group_statistics([0], [1, 2], 3)
    with pytest.raises(ValueError, match="groups from 0 to 2"):
        group_statistics([3], [1.0], 3)
