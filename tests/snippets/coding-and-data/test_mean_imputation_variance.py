import numpy as np
import pytest
from sklearn.impute import SimpleImputer
from snippets.coding_and_data.mean_imputation_variance import (
    expected_after,
    impute_mean,
)


def test_variance_and_correlation_shrink_as_predicted():
    rng = np.random.default_rng(0)
    x, other = rng.multivariate_normal([3, 0], [[10, 2.5], [2.5, 1]], 400_009).T
    gaps = rng.random(x.size) < 0.3
    filled = impute_mean(np.where(gaps, np.nan, x))
    before = np.corrcoef(x, other)[0, 1]
    variance, correlation = expected_after(x.var(), before, 0.7)
    assert filled.var() == pytest.approx(variance, rel=0.01)
    assert np.corrcoef(filled, other)[0, 1] == pytest.approx(correlation, rel=0.01)
    assert filled.mean() == pytest.approx(x.mean(), rel=0.01)


def test_agrees_with_scikit_learn():
    x = np.array([1.0, np.nan, 4.0, np.nan, 7.0])
    expected = SimpleImputer().fit_transform(x[:, None])[:, 0]
    np.testing.assert_array_equal(impute_mean(x), expected)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="at least one value"):
        impute_mean([np.nan, np.nan])
    with pytest.raises(ValueError, match=r"share in \(0, 1\], got 0"):
        expected_after(1, 1, 0)
