import numpy as np
import pytest
from scipy.stats import multivariate_normal

from snippets.statistics.missing_normal_em import complete, fit, patterns, sensor

N, D = 173, 3
MIX = np.array([[1.0, 0.0, 0.0], [0.8, 0.6, 0.0], [-0.5, 0.3, 0.7]])


def sample():
    rng = np.random.default_rng(0)
    return rng.normal(size=(N, D)) @ MIX.T + np.array([2.0, 0.0, -1.0]), rng


def test_monotone_pattern_agrees_with_the_regression_estimate():
    """Closed form for two columns, the second with gaps (factored likelihood)."""
    x, rng = sample()
    x = x[:, :2].copy()
    x[rng.random(N) < 0.3, 1] = np.nan
    mean, covariance = fit(x)
    seen = ~np.isnan(x[:, 1])
    a, b = x[seen].T
    slope = np.cov(a, b, bias=True)[0, 1] / a.var()
    center = b.mean() + slope * (x[:, 0].mean() - a.mean())
    residual = b.var() - slope**2 * a.var()
    variance = x[:, 0].var()
    np.testing.assert_allclose(mean, [x[:, 0].mean(), center])
    np.testing.assert_allclose(covariance[0], [variance, slope * variance])
    assert covariance[1, 1] == pytest.approx(residual + slope**2 * variance)


def observed_log_likelihood(x, mean, covariance):
    total, gaps = 0.0, np.isnan(x)
    for pattern in np.unique(gaps, axis=0):
        seen = np.flatnonzero(~pattern)
        if len(seen):
            rows = x[(gaps == pattern).all(axis=1)][:, seen]
            normal = multivariate_normal(mean[seen], covariance[np.ix_(seen, seen)])
            total += normal.logpdf(rows).sum()
    return total


def test_general_pattern_raises_the_observed_likelihood():
    x, rng = sample()
    x[rng.random(x.shape) < 0.25] = np.nan
    assert np.isnan(x).all(axis=1).any()  # rows with nothing observed are legal
    values = [observed_log_likelihood(x, *fit(x, steps)) for steps in range(1, 9)]
    assert np.all(np.diff(values) > 0)
    mean, covariance = fit(x)
    for column in range(D):
        shift = np.zeros(D)
        shift[column] = 0.01
        high = observed_log_likelihood(x, mean + shift, covariance)
        low = observed_log_likelihood(x, mean - shift, covariance)
        assert max(high, low) < observed_log_likelihood(x, mean, covariance)
        assert abs(high - low) < 1e-4  # the gradient vanishes


def test_complete_data_give_sample_moments():
    x, _ = sample()
    mean, covariance = fit(x, 3)
    np.testing.assert_allclose(mean, x.mean(axis=0))
    np.testing.assert_allclose(covariance, np.cov(x.T, bias=True))


def test_a_gap_is_filled_by_regression_and_its_doubt_is_kept():
    x = np.array([[3.0, np.nan]])
    covariance = np.array([[4.0, 2.0], [2.0, 5.0]])
    filled, doubt = complete(x, patterns(x), np.array([1.0, 10.0]), covariance)
    np.testing.assert_allclose(filled, [[3, 11]])
    np.testing.assert_allclose(doubt, [[0, 0], [0, 4]])


def test_rejects_an_empty_column():
    x, _ = sample()
    x[:, 1] = np.nan
    with pytest.raises(ValueError, match="no empty column"):
        fit(x)


@pytest.mark.parametrize("mechanism", ["MCAR", "MAR", "MNAR"])
def test_gaps_have_the_share_and_the_cause_that_was_asked_for(mechanism):
    truth, gappy = sensor(mechanism, 20_011, np.random.default_rng(0))
    gap = np.isnan(gappy[:, 1])
    assert gap.mean() == pytest.approx(0.3, abs=0.01)
    np.testing.assert_array_equal(gappy[~gap], truth[~gap])
    np.testing.assert_allclose(truth.mean(axis=0), [25, 2], rtol=0.01)
    np.testing.assert_allclose(truth.std(axis=0), [8, 0.5], rtol=0.02)
    assert np.corrcoef(truth.T)[0, 1] == pytest.approx(0.8, abs=0.01)
    standard = (truth - truth.mean(axis=0)) / truth.std(axis=0)
    rise = standard[gap].mean(axis=0) - standard[~gap].mean(axis=0)
    if mechanism == "MCAR":
        np.testing.assert_allclose(rise, 0, atol=0.05)
    else:
        cause = {"MAR": 0, "MNAR": 1}[mechanism]
        assert rise[cause] > 0.5
        assert rise[cause] == pytest.approx(rise[1 - cause] / 0.8, rel=0.05)


def test_rejects_an_unknown_mechanism():
    with pytest.raises(ValueError, match="got 'MNR'"):
        sensor("MNR", 7, np.random.default_rng(0))
