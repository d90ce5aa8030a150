import numpy as np
import pytest
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.model_selection import PredefinedSplit, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from snippets.coding_and_data.selection_leak import cv_error


def noise(seed, n=50, d=5000):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), np.arange(n) % 2, rng


def test_selection_on_all_rows_makes_noise_look_learnable():
    outside, inside = [], []
    for seed in range(12):
        x, y, rng = noise(seed)
        outside.append(cv_error(x, y, 100, 5, False, rng))
        inside.append(cv_error(x, y, 100, 5, True, rng))
    assert np.mean(outside) < 0.1
    assert np.mean(inside) == pytest.approx(0.5, abs=0.1)


def test_the_right_way_agrees_with_a_pipeline():
    x, y, _ = noise(3, n=60, d=301)
    fold = np.random.default_rng(5).permutation(np.arange(60) % 5)
    model = make_pipeline(SelectKBest(f_classif, k=10), KNeighborsClassifier(1))
    scores = cross_val_score(model, x, y, cv=PredefinedSplit(fold))
    found = cv_error(x, y, 10, 5, True, np.random.default_rng(5))
    assert found == pytest.approx(1 - scores.mean())


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="keep 9, 2 folds"):
        cv_error(np.zeros((4, 3)), [0, 1, 0, 1], 9, 2, True, np.random.default_rng(0))
