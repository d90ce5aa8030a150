import numpy as np
import pytest
from scipy.stats import bootstrap as reference

from snippets.foundations.metric_interval import auc_standard_error, bootstrap


def area(positives, negatives):
    return (positives[:, None] > negatives).mean()


def test_standard_error_agrees_with_exponential_scores():
    rng = np.random.default_rng(0)
    areas = [
        area(4 * rng.exponential(size=53), rng.exponential(size=211))
        for _ in range(3000)
    ]
    assert np.mean(areas) == pytest.approx(4 / 5, abs=0.01)
    assert np.std(areas) == pytest.approx(auc_standard_error(0.8, 53, 211), rel=0.05)


def test_a_random_ranker_has_the_variance_of_mann_whitney():
    n, m = 47, 101
    expected = np.sqrt((n + m + 1) / (12 * n * m))
    assert auc_standard_error(0.5, n, m) == pytest.approx(expected)
    assert auc_standard_error(1, n, m) == 0


def test_rows_as_units_agree_with_scipy():
    data = np.random.default_rng(1).normal(size=307)
    rng = np.random.default_rng(2)
    found = bootstrap(lambda rows: data[rows].mean(), np.arange(307), rng, 2000)
    expected = reference((data,), np.mean, n_resamples=2000, method="percentile", rng=3)
    low, high = np.percentile(found, [2.5, 97.5])
    interval = expected.confidence_interval
    assert (low, high) == pytest.approx((interval.low, interval.high), abs=0.01)


def test_copies_of_a_row_add_nothing():
    data = np.random.default_rng(3).normal(size=103)
    unit = np.repeat(np.arange(103), 7)
    copies = data[unit]
    spread = {}
    for name, units in (("unit", unit), ("row", np.arange(721))):
        values = bootstrap(
            lambda rows: copies[rows].mean(), units, np.random.default_rng(4)
        )
        spread[name] = values.std()
    error = data.std() / np.sqrt(103)
    assert spread["unit"] == pytest.approx(error, rel=0.06)
    assert spread["row"] == pytest.approx(error / np.sqrt(7), rel=0.06)


def test_units_stay_whole():
    units = np.array(["b", "a", "b", "a", "c"])
    rng = np.random.default_rng(5)
    seen = bootstrap(lambda rows: np.bincount(rows, minlength=5), units, rng, 50)
    assert (seen[:, 0] == seen[:, 2]).all() and (seen[:, 1] == seen[:, 3]).all()
    assert (seen[:, 0] + seen[:, 1] + seen[:, 4] == 3).all()


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"counts above 0, got 0\.8, 0 and 3"):
        auc_standard_error(0.8, 0, 3)
    with pytest.raises(ValueError, match="two units or more, got shape"):
        bootstrap(len, [1, 1, 1], np.random.default_rng(0))
