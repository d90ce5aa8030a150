import numpy as np
import pytest
from sklearn.metrics import f1_score, fbeta_score, precision_score, recall_score

from snippets.foundations.f1_threshold import best_f1, f_beta


@pytest.mark.parametrize("shape", [(1, 1), (0.5, 3), (2, 20), (8, 2)])
def test_the_best_threshold_is_half_the_best_f1(shape):
    p = np.random.default_rng(0).beta(*shape, size=100_003)
    threshold, f1 = best_f1(p)
    assert threshold == pytest.approx(f1 / 2, abs=1e-3)
    assert threshold <= 0.5


def test_a_small_case_by_hand():
    threshold, f1 = best_f1([0.1, 0.8, 0.5])  # F1 of the top 1, 2, 3: 2/3, 13/17, 7/11
    assert threshold == 0.5
    assert f1 == pytest.approx(13 / 17)


def test_agrees_with_labels_drawn_from_the_probabilities():
    rng = np.random.default_rng(1)
    p = rng.beta(0.6, 3, size=200_003)
    labels = (rng.random(p.size) < p).astype(int)
    threshold, f1 = best_f1(p)
    assert f1_score(labels, p >= threshold) == pytest.approx(f1, abs=0.01)
    for other in (threshold / 2, 1.7 * threshold):
        assert f1_score(labels, p >= other) < f1


def test_f_beta_agrees_with_scikit_learn():
    rng = np.random.default_rng(2)
    labels, guess = rng.integers(0, 2, 101), rng.integers(0, 2, 101)
    p, r = precision_score(labels, guess), recall_score(labels, guess)
    for beta in (0.5, 1, 3):
        expected = fbeta_score(labels, guess, beta=beta)
        assert f_beta(p, r, beta) == pytest.approx(expected)
    assert f_beta(0, 0) == 0


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="some above zero"):
        best_f1([0.0, 0.0])
    with pytest.raises(ValueError, match="beta above zero"):
        f_beta(0.5, 0.5, 0)
