from functools import partial

import numpy as np
import pytest

from snippets.foundations.optimism_and_df import (
    early_stopping_filter,
    measured_optimism,
    optimism,
    ridge_filter,
    smoother,
)

N, P, SIGMA = 31, 7, 0.9
RNG = np.random.default_rng(2)
FEATURES = RNG.normal(size=(N, P))
TRUTH = np.sin(np.arange(N))  # not in the span: optimism does not need that


def test_least_squares_has_the_textbook_projection_and_p_degrees():
    hat = smoother(FEATURES, np.ones_like)
    gram = FEATURES.T @ FEATURES
    reference = FEATURES @ np.linalg.solve(gram, FEATURES.T)
    np.testing.assert_allclose(hat, reference, atol=1e-12)
    assert np.trace(hat) == pytest.approx(P)
    assert optimism(hat, SIGMA) == pytest.approx(2 * SIGMA**2 * P / N)


@pytest.mark.parametrize("penalty", [0.3, 17.0])
def test_ridge_agrees_with_the_normal_equations(penalty):
    hat = smoother(FEATURES, partial(ridge_filter, penalty=penalty))
    gram = FEATURES.T @ FEATURES + penalty * np.eye(P)
    reference = FEATURES @ np.linalg.solve(gram, FEATURES.T)
    np.testing.assert_allclose(hat, reference, atol=1e-12)
    singular = np.linalg.svd(FEATURES, compute_uv=False)
    assert np.trace(reference) == pytest.approx(ridge_filter(singular, penalty).sum())


def test_early_stopping_agrees_with_gradient_descent():
    labels, weights, step = RNG.normal(size=N), np.zeros(P), 0.01
    for _ in range(23):
        weights += step * FEATURES.T @ (labels - FEATURES @ weights)
    hat = smoother(FEATURES, partial(early_stopping_filter, step=step, steps=23))
    np.testing.assert_allclose(hat @ labels, FEATURES @ weights, atol=1e-12)


@pytest.mark.parametrize("penalty", [1e-9, 11.0])
def test_measured_gap_between_test_and_train_is_the_optimism(penalty):
    hat = smoother(FEATURES, partial(ridge_filter, penalty=penalty))
    gaps = measured_optimism(hat, TRUTH, SIGMA, 4001, np.random.default_rng(13))
    error = gaps.std(ddof=1) / np.sqrt(len(gaps))
    assert abs(gaps.mean() - optimism(hat, SIGMA)) < 3 * error
    assert optimism(hat, SIGMA) > 10 * error  # the agreement is not trivial


def test_filters_agree_at_the_ends():
    singular = np.array([1e-4, 1e4])
    np.testing.assert_allclose(ridge_filter(singular, 1.0), [0, 1], atol=1e-7)
    one_step = early_stopping_filter(np.array([2.0]), 0.1, 1)
    assert one_step == pytest.approx(0.4)


def test_rejects_divergent_steps_and_wrong_shapes():
    with pytest.raises(ValueError, match=r"expected 0 < step < 0\.5, got 0\.5"):
        early_stopping_filter(np.array([2.0, 1.0]), 0.5, 3)
    with pytest.raises(ValueError, match=r"expected a hat matrix \(31, 31\), got"):
        measured_optimism(np.eye(5), TRUTH, SIGMA, 3, RNG)
