import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import AdaBoostClassifier
from sklearn.tree import DecisionTreeClassifier

from snippets.foundations.adaboost_bound import (
    adaboost,
    best_stump,
    bound,
    predict_stump,
    staged_margin,
)

N, P, ROUNDS = 151, 3, 23


def data(seed=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(N, P))
    return x, np.where(x[:, 0] + x[:, 1] ** 2 + 0.7 * rng.normal(size=N) > 1, 1, -1)


class Stump(ClassifierMixin, BaseEstimator):
    """Our stump as a base estimator, so that only the boosting is compared."""

    def fit(self, x, y, sample_weight):
        self.classes_ = np.unique(y)
        self.n_features_in_ = x.shape[1]
        self.stump_ = best_stump(x, y, sample_weight)
        return self

    def predict(self, x):
        return predict_stump(self.stump_, x)


def test_agrees_with_scikit_learn():
    x, y = data()
    reference = AdaBoostClassifier(Stump(), n_estimators=ROUNDS).fit(x, y)
    alphas, _, errors = model = adaboost(x, y, ROUNDS)
    np.testing.assert_allclose(2 * alphas, reference.estimator_weights_)  # SAMME's
    np.testing.assert_allclose(errors, reference.estimator_errors_)
    votes = staged_margin(model, x)
    for ours, theirs in zip(votes, reference.staged_predict(x), strict=True):
        np.testing.assert_array_equal(np.sign(ours), theirs)


@pytest.mark.parametrize("seed", range(3))
def test_training_error_stays_below_the_bound(seed):
    x, y = data(seed)
    model = adaboost(x, y, ROUNDS)
    margin = y * staged_margin(model, x)
    error, loss = (margin <= 0).mean(axis=1), np.exp(-margin).mean(axis=1)
    assert np.all(error <= loss)
    np.testing.assert_allclose(loss, bound(model[2]))  # the bound is the loss itself


def test_after_reweighting_the_last_stump_is_a_coin():
    x, y = data()
    _, stumps, _ = model = adaboost(x, y, ROUNDS)
    margin = y * staged_margin(model, x)
    for m in range(ROUNDS):
        weight = np.exp(-margin[m])
        wrong = predict_stump(stumps[m], x) != y
        assert weight[wrong].sum() / weight.sum() == pytest.approx(0.5)


def test_the_stump_is_the_best_one():
    x, y = data()
    weight = np.random.default_rng(1).dirichlet(np.ones(N))
    error = weight[predict_stump(best_stump(x, y, weight), x) != y].sum()
    every = []
    for feature in range(P):
        values = np.sort(x[:, feature])
        for threshold in (values[1:] + values[:-1]) / 2:
            for sign in (-1, 1):
                guess = predict_stump((feature, threshold, sign), x)
                every.append(weight[guess != y].sum())
    assert error == pytest.approx(min(every))
    tree = DecisionTreeClassifier(max_depth=1).fit(x, y, weight)
    assert error <= weight[tree.predict(x) != y].sum() + 1e-12  # Gini is a proxy


def test_a_perfect_stump_ends_it():
    x = np.arange(11.0)[:, None]
    alphas, _, errors = adaboost(x, np.where(x[:, 0] < 4, 1, -1), rounds=5)
    assert len(alphas) == 1 and errors[0] == 0 and np.isfinite(alphas).all()


def test_bad_labels_are_told():
    with pytest.raises(ValueError, match="expected labels -1 and 1, got"):
        adaboost(np.ones((3, 1)), np.array([0, 1, 1]), rounds=1)
