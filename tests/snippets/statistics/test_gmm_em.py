import numpy as np
import pytest
from scipy.optimize import check_grad
from scipy.stats import multivariate_normal
from sklearn.mixture import GaussianMixture

from snippets.statistics.gmm_em import e_step, fit, log_joint, m_step

D, K, N = 2, 3, 211
WEIGHTS = np.array([0.2, 0.3, 0.5])
START = np.array([[-1.0, 0.5], [0.5, 2.0], [2.0, -1.0]])
EYES = np.array([np.eye(D)] * K)


def sample():
    rng = np.random.default_rng(2)
    centers = np.array([[-2.0, 0.0], [0.0, 3.0], [2.5, -1.0]])
    labels = rng.choice(K, p=WEIGHTS, size=N)
    shape = np.array([[1.0, 0.4], [0.0, 0.7]])
    return centers[labels] + rng.normal(size=(N, D)) @ shape


X = sample()


def test_joint_agrees_with_scipy():
    covariances = EYES * np.array([0.5, 1, 3])[:, None, None] + 0.2
    joint = log_joint(X, WEIGHTS, START, covariances)
    for k in range(K):
        normal = multivariate_normal(START[k], covariances[k])
        expected = np.log(WEIGHTS[k]) + normal.logpdf(X)
        np.testing.assert_allclose(joint[:, k], expected)


def test_same_optimum_as_scikit_learn():
    (weights, means, covariances), trace = fit(X, WEIGHTS, START, EYES, tolerance=1e-13)
    model = GaussianMixture(
        K,
        tol=1e-13,
        max_iter=1000,
        reg_covar=0,
        weights_init=WEIGHTS,
        means_init=START,
        precisions_init=EYES,
    ).fit(X)
    np.testing.assert_allclose(weights, model.weights_, atol=1e-4)
    np.testing.assert_allclose(means, model.means_, atol=1e-4)
    np.testing.assert_allclose(covariances, model.covariances_, atol=1e-4)
    assert trace[-1] == pytest.approx(model.score(X) * N, abs=1e-4)


@pytest.mark.parametrize("floor", [1e-6, 0.8])
def test_likelihood_never_decreases_even_on_the_floor(floor):
    start = EYES * max(floor, 1)  # the start obeys the floor as well
    (_, _, covariances), trace = fit(X, WEIGHTS, START, start, floor, tolerance=0)
    assert len(trace) > 5
    assert np.all(np.diff(trace) > -1e-9)
    assert np.linalg.eigvalsh(covariances).min() >= floor * (1 - 1e-12)


def test_the_optimum_is_stationary_in_the_means():
    (weights, means, covariances), _ = fit(X, WEIGHTS, START, EYES, tolerance=1e-13)

    def value(flat):
        return e_step(X, weights, flat.reshape(K, D), covariances)[1]

    assert check_grad(value, lambda flat: 0 * flat, means.ravel()) < 1e-2


def test_one_component_is_the_sample_mean_and_covariance():
    (_, means, covariances), _ = fit(X, [1.0], START[:1], EYES[:1])
    np.testing.assert_allclose(means[0], X.mean(axis=0))
    np.testing.assert_allclose(covariances[0], np.cov(X.T, bias=True))


@pytest.mark.parametrize("floor", [1e-6, 0.5])
def test_m_step_gives_weighted_moments_in_three_dimensions(floor):
    rng = np.random.default_rng(4)
    x = rng.normal(size=(53, 3)) @ rng.normal(size=(3, 3))
    r = rng.dirichlet([1, 1], size=53)
    weights, means, covariances = m_step(x, r, floor)
    np.testing.assert_allclose(weights, r.mean(axis=0))
    for k in range(2):
        np.testing.assert_allclose(means[k], np.average(x, axis=0, weights=r[:, k]))
        values, vectors = np.linalg.eigh(np.cov(x.T, aweights=r[:, k], bias=True))
        assert values.min() > 1e-6
        raised = vectors @ np.diag(np.maximum(values, floor)) @ vectors.T
        np.testing.assert_allclose(covariances[k], raised, atol=1e-12)


def test_far_points_keep_finite_responsibilities():
    r, log_likelihood = e_step(np.full((1, D), 1e5), WEIGHTS, START, EYES)
    assert np.isfinite(log_likelihood) and r.sum() == pytest.approx(1)


def test_vanishing_spherical_variance_gives_k_means():
    r, _ = e_step(X, WEIGHTS, START, EYES * 1e-5)
    nearest = ((X[:, None] - START) ** 2).sum(axis=2).argmin(axis=1)
    np.testing.assert_array_equal(r.argmax(axis=1), nearest)
    assert r.max(axis=1).min() > 0.999
    hard = np.eye(K)[nearest]
    means = m_step(X, hard, 1e-6)[1]
    for k in range(K):
        np.testing.assert_allclose(means[k], X[nearest == k].mean(axis=0))


def test_rejects_means_of_another_dimension_and_a_zero_floor():
    with pytest.raises(ValueError, match=r"expected x \(N, D\) and means"):
        fit(X, WEIGHTS, START[:, :1], EYES)
    with pytest.raises(ValueError, match="expected a positive floor, got 0"):
        fit(X, WEIGHTS, START, EYES, floor=0)
