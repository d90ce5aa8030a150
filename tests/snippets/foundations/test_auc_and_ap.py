import numpy as np
import pytest
from sklearn.metrics import average_precision_score, precision_score, roc_auc_score

from snippets.foundations.auc_and_ap import average_precision, precision, roc_auc


def case(levels, seed=0, n=1009):
    rng = np.random.default_rng(seed)
    labels = (rng.random(n) < 0.3).astype(int)
    return labels, (rng.integers(0, levels, n) + labels) / levels


@pytest.mark.parametrize("levels", [2, 7, 10**6])
def test_agree_with_scikit_learn_ties_included(levels):
    labels, scores = case(levels)
    assert roc_auc(labels, scores) == pytest.approx(
        roc_auc_score(labels, scores), abs=1e-12
    )
    assert average_precision(labels, scores) == pytest.approx(
        average_precision_score(labels, scores), abs=1e-12
    )


def test_increasing_changes_of_the_scores_leave_both():
    labels, scores = case(31)
    for metric in (roc_auc, average_precision):
        assert metric(labels, scores**3) == pytest.approx(metric(labels, scores))
    assert roc_auc(labels, -scores) == pytest.approx(1 - roc_auc(labels, scores))


def test_a_random_ranker_has_the_prevalence_as_average_precision():
    rng = np.random.default_rng(1)
    labels = (rng.random(200_003) < 0.07).astype(int)
    scores = rng.random(200_003)
    assert average_precision(labels, scores) == pytest.approx(0.07, abs=0.003)
    assert roc_auc(labels, scores) == pytest.approx(0.5, abs=0.01)


def test_precision_agrees_with_counts():
    rng = np.random.default_rng(2)
    labels = (rng.random(300_007) < 0.01).astype(int)
    flagged = rng.random(300_007) < np.where(labels == 1, 0.9, 0.05)
    found = precision(0.9, 0.05, 0.01)
    assert precision_score(labels, flagged) == pytest.approx(found, abs=0.01)
    assert precision(0.4, 0, 0.2) == 1


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"labels 0 and 1, got \[1\]"):
        roc_auc([1, 1], [0.2, 0.4])
    with pytest.raises(ValueError, match="vectors of one length"):
        average_precision([1, 0], [0.2])
    with pytest.raises(ValueError, match="some case to be flagged"):
        precision(0, 0, 0.3)
