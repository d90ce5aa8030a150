import numpy as np
import pytest
from scipy.stats import ks_2samp
from sklearn.metrics import roc_auc_score
from snippets.mlops_and_edge.domain_classifier_auc import (
    _auc,
    domain_auc,
    permutation_p,
)


def correlated(rho, rows, rng):
    return rng.multivariate_normal(
        [0, 0, 0], [[1, rho, 0], [rho, 1, 0], [0, 0, 1]], rows
    )


def test_changed_correlation_is_seen_where_single_features_are_not():
    rng = np.random.default_rng(0)
    old, new = correlated(0.8, 2003, rng), correlated(-0.2, 2003, rng)
    assert domain_auc(old, new, rng) > 0.7
    assert all(ks_2samp(old[:, i], new[:, i]).pvalue > 0.05 for i in range(3))


def test_without_drift_it_hovers_around_one_half():
    rng = np.random.default_rng(1)
    found = [
        domain_auc(correlated(0.5, 503, rng), correlated(0.5, 701, rng), rng)
        for _ in range(41)
    ]
    assert np.mean(found) == pytest.approx(0.5, abs=0.02)


def test_the_permutation_test_keeps_its_level_and_has_power():
    rng = np.random.default_rng(2)
    same = [
        permutation_p(correlated(0.5, 97, rng), correlated(0.5, 97, rng), rng, 19)[1]
        for _ in range(60)
    ]
    assert np.mean(np.array(same) <= 0.05) < 0.15
    turned = correlated(-0.4, 211, rng)  # only the correlation differs
    area, p = permutation_p(correlated(0.6, 211, rng), turned, rng, 39)
    assert p == pytest.approx(1 / 40) and area > 0.6


def test_the_area_agrees_with_scikit_learn():
    rng = np.random.default_rng(3)
    labels, scores = rng.integers(0, 2, 101), rng.integers(0, 9, 101).astype(float)
    assert _auc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"same columns, got \(3, 2\) and \(3, 1\)"):
        domain_auc(np.zeros((3, 2)), np.zeros((3, 1)), np.random.default_rng(0))
