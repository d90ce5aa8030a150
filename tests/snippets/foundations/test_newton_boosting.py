import numpy as np
import pytest
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
)
from sklearn.metrics import log_loss

from snippets.foundations.newton_boosting import (
    boost,
    grow,
    logistic,
    squared,
    staged,
)

N, P = 211, 5


def data(seed=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(N, P))
    score = 2 * x[:, 0] * (x[:, 1] > 0) - np.abs(x[:, 2])
    return x, score + rng.normal(size=N), (score + rng.logistic(size=N) > -1) * 1.0


def sigmoid(score):
    return 1 / (1 + np.exp(-score))


def test_logistic_agrees_with_histogram_boosting():
    x, _, y = data()  # fewer distinct values than bins, so histograms are exact
    reference = HistGradientBoostingClassifier(
        learning_rate=0.3,
        max_iter=13,
        max_depth=3,
        max_leaf_nodes=None,
        min_samples_leaf=1,
        l2_regularization=0.7,
        early_stopping=False,
    ).fit(x, y)
    model = boost(x, y, logistic, 13, nu=0.3, depth=3, lam=0.7, min_child_weight=1e-3)
    scores = staged(model, x, 0.3)[-1]
    np.testing.assert_allclose(scores, reference.decision_function(x), atol=1e-4)


def test_squared_error_agrees_with_friedmans_boosting():
    x, y, _ = data()
    reference = GradientBoostingRegressor(
        learning_rate=0.3, n_estimators=11, max_depth=2
    ).fit(x, y)
    model = boost(x, y, squared, 11, nu=0.3, depth=2, lam=0.0)
    expected = list(reference.staged_predict(x))
    np.testing.assert_allclose(staged(model, x, 0.3)[1:], expected, atol=1e-9)


def test_first_logistic_round_agrees_with_friedmans_boosting():
    x, _, y = data()  # all Hessians are equal at the start, so the trees coincide
    reference = GradientBoostingClassifier(
        learning_rate=0.5, n_estimators=1, max_depth=3
    ).fit(x, y)
    model = boost(x, y, logistic, 1, nu=0.5, depth=3, lam=0.0)
    expected = reference.decision_function(x)
    np.testing.assert_allclose(staged(model, x, 0.5)[-1], expected, atol=1e-9)


@pytest.mark.parametrize("loss", [squared, logistic])
def test_derivatives_agree_with_finite_differences(loss):
    rng = np.random.default_rng(1)
    y, score, step = rng.integers(0, 2, 13), rng.normal(size=13), 1e-4

    def value(score):
        if loss is squared:
            return (score - y) ** 2 / 2
        return np.logaddexp(0, score) - y * score

    up, middle, down = value(score + step), value(score), value(score - step)
    g, h = loss(y, score)
    np.testing.assert_allclose(g, (up - down) / (2 * step), atol=1e-7)
    np.testing.assert_allclose(h, (up - 2 * middle + down) / step**2, atol=1e-6)


def test_training_loss_never_rises_for_small_steps():
    x, _, y = data()
    model = boost(x, y, logistic, 40, nu=0.1, depth=2)
    losses = [log_loss(y, sigmoid(score)) for score in staged(model, x, 0.1)]
    assert np.all(np.diff(losses) <= 0)


def test_one_leaf_is_one_newton_step():
    x, _, y = data()
    g, h = logistic(y, np.full(N, 0.8))
    leaf = grow(x, g, h, depth=0, lam=2.0)
    assert leaf == pytest.approx(-g.sum() / (h.sum() + 2.0))
    start, (leaf,) = boost(x, y, logistic, 1, nu=1.0, depth=0, lam=2.0)
    assert start == pytest.approx(np.log(y.mean() / (1 - y.mean())))
    assert leaf == pytest.approx(0, abs=1e-12)  # the base rate is already optimal


def test_children_get_their_own_newton_steps():
    x = np.arange(7.0)[:, None]
    y = np.array([0, 0, 0, 1, 1, 1, 1.0])
    _, ((feature, threshold, left, right),) = boost(x, y, logistic, 1, nu=1, depth=1)
    p = 4 / 7
    assert (feature, threshold) == (0, 2.5)
    assert left == pytest.approx(-3 * p / (3 * p * (1 - p) + 1))
    assert right == pytest.approx(4 * (1 - p) / (4 * p * (1 - p) + 1))


def test_light_children_are_refused():
    x, _, y = data()
    _, trees = boost(x, y, logistic, 1, nu=1, depth=3, min_child_weight=N)
    assert not isinstance(trees[0], tuple)


def test_large_scores_stay_finite():
    g, h = logistic(np.array([0.0, 1.0]), np.array([1e4, -1e4]))
    np.testing.assert_array_equal(g, [1, -1])
    np.testing.assert_array_equal(h, [0, 0])


def test_bad_input_is_told():
    with pytest.raises(
        ValueError, match=r"expected x \(n, p\) and y \(n,\), got \(7,\)"
    ):
        boost(np.ones(7), np.ones(7), squared, 1, nu=1, depth=1)
