import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from snippets.foundations.grouped_auc import grouped_auc


def case(seed=0, rows=1009, users=31):
    rng = np.random.default_rng(seed)
    groups = rng.integers(0, users, rows)
    labels = (rng.random(rows) < 0.15).astype(int)
    return labels, rng.integers(0, 13, rows) + 2 * labels, groups


def test_agrees_with_scikit_learn_group_by_group():
    labels, scores, groups = case(users=211)  # small groups: some have one class
    areas, weights = [], []
    for group in np.unique(groups):
        inside = groups == group
        if len(set(labels[inside])) == 2:
            areas.append(roc_auc_score(labels[inside], scores[inside]))
            weights.append(inside.sum())
    found, covered = grouped_auc(labels, scores, groups)
    assert found == pytest.approx(np.average(areas, weights=weights), abs=1e-12)
    assert covered == sum(weights) / 1009
    assert 0.5 < covered < 1


def test_one_group_is_the_global_area():
    labels, scores, _ = case()
    found, covered = grouped_auc(labels, scores, np.zeros(1009))
    assert found == pytest.approx(roc_auc_score(labels, scores), abs=1e-12)
    assert covered == 1


def test_what_is_constant_in_a_group_does_not_count():
    labels, scores, groups = case(1)
    shifted = grouped_auc(labels, scores + 1000 * groups, groups)
    assert shifted == grouped_auc(labels, scores, groups)
    assert grouped_auc(labels, groups, groups)[0] == 0.5


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"one length, got \(2,\), \(2,\) and \(3,\)"):
        grouped_auc([0, 1], [1, 2], [0, 0, 0])
    with pytest.raises(ValueError, match="group with both classes, got none"):
        grouped_auc([0, 1], [1, 2], [0, 1])
