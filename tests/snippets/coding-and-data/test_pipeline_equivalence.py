import numpy as np
import pytest
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import PredefinedSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from snippets.coding_and_data.pipeline_equivalence import out_of_fold


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(101, 7)) * 10.0 ** rng.integers(-2, 3, 7)
    y = x @ rng.normal(size=7) + rng.normal(size=101)
    x[rng.random(x.shape) < 0.1] = np.nan
    return x, y, rng.permutation(np.arange(101) % 5)


def test_agrees_with_a_pipeline(data):
    x, y, fold = data
    model = make_pipeline(
        SimpleImputer(strategy="median"), StandardScaler(), LinearRegression()
    )
    expected = cross_val_predict(model, x, y, cv=PredefinedSplit(fold))
    np.testing.assert_allclose(out_of_fold(x, y, fold), expected, atol=1e-8)


def test_a_rows_own_label_does_not_reach_its_prediction(data):
    x, y, fold = data
    changed = y.copy()
    changed[0] += 1e6
    before, after = out_of_fold(x, y, fold), out_of_fold(x, changed, fold)
    same = fold == fold[0]
    np.testing.assert_array_equal(before[same], after[same])
    assert abs(before[~same] - after[~same]).max() > 1


def test_a_constant_column_does_no_harm(data):
    x, y, fold = data
    with_constant = np.column_stack([x, np.full(101, 3.0)])
    found = out_of_fold(with_constant, y, fold)
    np.testing.assert_allclose(found, out_of_fold(x, y, fold), atol=1e-8)


def test_bad_input_is_told(data):
    x, y, fold = data
    with pytest.raises(ValueError, match="got 101, 100 and 101"):
        out_of_fold(x, y[:-1], fold)
