import numpy as np
import pytest
from snippets.mlops_and_edge.bbse_label_shift import class_weights, priors

CONFUSION = np.array([[0.8, 0.15, 0.05], [0.1, 0.7, 0.2], [0.1, 0.2, 0.7]])  # by label


def sample(shares, n, rng, confusion=CONFUSION):
    labels = rng.choice(3, n, p=shares)
    draws = rng.random(n)[:, None] > confusion.cumsum(axis=1)[labels]
    return labels, draws.sum(axis=1)


def test_the_true_priors_come_back():
    rng = np.random.default_rng(0)
    labels, predicted = sample([0.5, 0.3, 0.2], 200_003, rng)
    shares = np.array([0.2, 0.2, 0.6])
    _, production = sample(shares, 200_003, rng)
    weights = class_weights(labels, predicted, production, 3)
    np.testing.assert_allclose(weights, shares / [0.5, 0.3, 0.2], rtol=0.03)
    np.testing.assert_allclose(priors(labels, weights), shares, atol=0.01)


def test_without_shift_the_weights_are_one():
    rng = np.random.default_rng(1)
    labels, predicted = sample([0.5, 0.3, 0.2], 50_021, rng)
    weights = class_weights(labels, predicted, predicted, 3)
    np.testing.assert_allclose(weights, 1)


def test_counting_predictions_is_not_enough():
    rng = np.random.default_rng(2)
    labels, predicted = sample([0.5, 0.3, 0.2], 200_003, rng)
    _, production = sample([0.2, 0.2, 0.6], 200_003, rng)
    naive = np.bincount(production) / len(production)
    assert abs(naive - [0.2, 0.2, 0.6]).max() > 0.05
    weights = class_weights(labels, predicted, production, 3)
    assert abs(priors(labels, weights) - [0.2, 0.2, 0.6]).max() < 0.01


def test_it_misleads_where_the_classes_themselves_changed():
    rng = np.random.default_rng(3)
    labels, predicted = sample([0.5, 0.3, 0.2], 200_003, rng)
    worse = np.array([[0.5, 0.3, 0.2], [0.1, 0.7, 0.2], [0.1, 0.2, 0.7]])
    _, production = sample([0.5, 0.3, 0.2], 200_003, rng, worse)
    weights = class_weights(labels, predicted, production, 3)
    assert abs(weights - 1).max() > 0.3  # the priors did not change at all


def test_negative_weights_are_cut():
    np.testing.assert_allclose(priors([0, 0, 1, 2], [1, -0.5, 2]), [0.5, 0, 0.5])


def test_weighted_validation_rows_look_like_production():
    rng = np.random.default_rng(4)
    labels, predicted = sample([0.5, 0.3, 0.2], 200_003, rng)
    true, production = sample([0.2, 0.2, 0.6], 200_003, rng)
    weights = class_weights(labels, predicted, production, 3)
    counts = np.bincount(predicted, weights[labels]) / len(labels)
    np.testing.assert_allclose(counts, np.bincount(production) / len(true), atol=1e-9)
    # within one predicted class the mix of true classes, and so of inputs, changes
    mix = [
        (y[p == 0] == 0).mean() for y, p in ((labels, predicted), (true, production))
    ]
    assert mix[0] - mix[1] > 0.2


def test_a_useless_classifier_cannot_be_inverted():
    labels = np.arange(300) % 3
    with pytest.raises(np.linalg.LinAlgError):
        class_weights(labels, np.zeros(300, int), np.zeros(300, int), 3)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="prediction for each label"):
        class_weights([0, 1], [0], [0], 2)
    with pytest.raises(ValueError, match="classes 0 to 1"):
        class_weights([0, 1], [0, 1], [2], 2)
    with pytest.raises(ValueError, match="classes 0 to 1"):
        class_weights([0, -1], [0, 1], [1], 2)
