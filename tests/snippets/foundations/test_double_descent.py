import numpy as np
import pytest
from sklearn.linear_model import Ridge

from snippets.foundations.double_descent import (
    experiment,
    fit,
    gaussian_variance,
    relu_features,
)


@pytest.mark.parametrize("p", [11, 29, 83])
def test_minimum_norm_agrees_with_numpy(p):
    rng = np.random.default_rng(p)
    features, labels = rng.normal(size=(29, p)), rng.normal(size=29)
    ours = fit(features, labels)[0]
    np.testing.assert_allclose(ours, np.linalg.pinv(features) @ labels, atol=1e-9)
    reference = np.linalg.lstsq(features, labels, rcond=None)[0]
    np.testing.assert_allclose(ours, reference, atol=1e-9)


def test_ridge_agrees_with_scikit_learn():
    rng = np.random.default_rng(1)
    features, labels = rng.normal(size=(17, 23)), rng.normal(size=17)
    ours = fit(features, labels, penalties=(0.3, 5.0))
    for row, alpha in zip(ours[1:], (0.3, 5.0), strict=True):
        model = Ridge(alpha=alpha, fit_intercept=False).fit(features, labels)
        np.testing.assert_allclose(row, model.coef_, atol=1e-9)


def test_features_are_rectified_and_scaled():
    inputs, directions = np.array([[1.0, -2.0]]), np.array([[3.0, 1.0], [0.0, 1.0]])
    np.testing.assert_allclose(relu_features(inputs, directions), [[1 / np.sqrt(2), 0]])


def test_the_error_peaks_at_n_features_and_ridge_has_no_peak():
    n, grid = 37, [4, 7, 15, 26, 37, 48, 74, 148, 370]
    runs = {
        p: [experiment(p, np.random.default_rng(seed), n=n) for seed in range(11)]
        for p in grid
    }
    test = {p: np.median([run.test for run in runs[p]]) for p in grid}
    ridge = {p: np.median([run.ridge for run in runs[p]]) for p in grid}
    assert 0.8 * n <= max(test, key=test.get) <= 1.2 * n
    assert test[37] > 5 * test[370]  # the second descent
    assert all(run.train < 1e-12 for p in (48, 74, 148, 370) for run in runs[p])
    steps = np.diff([ridge[p] for p in grid])
    assert steps.max() < 0.05  # noise of the medians; the peak above is 10 times that


@pytest.mark.parametrize("n, p", [(31, 13), (13, 31)])
def test_gaussian_variance_agrees_with_simulation(n, p):
    rng = np.random.default_rng(17)
    inverse = [np.linalg.pinv(rng.normal(size=(n, p))) for _ in range(1500)]
    simulated = np.mean([np.sum(matrix**2) for matrix in inverse])
    assert gaussian_variance(n, p) == pytest.approx(simulated, rel=0.03)


def test_rejects_bad_inputs():
    with pytest.raises(ValueError, match="penalties > 0, got"):
        fit(np.ones((3, 2)), np.ones(3), penalties=(0,))
    with pytest.raises(ValueError, match=r"got \(3, 2\), \(5,\)"):
        fit(np.ones((3, 2)), np.ones(5))
    with pytest.raises(ValueError, match="got 30, 31"):
        gaussian_variance(30, 31)
