import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from snippets.strategy.auc_as_probability import auc_by_pairs, auc_by_ranks

BOTH = pytest.mark.parametrize("auc", [auc_by_pairs, auc_by_ranks])


@BOTH
@pytest.mark.parametrize("levels", [3, 11, 10**6])
def test_agrees_with_scikit_learn_ties_included(auc, levels):
    rng = np.random.default_rng(levels)
    labels = rng.integers(0, 2, size=211)
    scores = rng.integers(0, levels, size=211) + 0.4 * levels * labels
    assert auc(scores, labels) == pytest.approx(roc_auc_score(labels, scores))


@BOTH
def test_any_increasing_change_of_scores_leaves_it(auc):
    rng = np.random.default_rng(2)
    labels, scores = rng.integers(0, 2, size=53), rng.normal(size=53)
    assert auc(np.exp(scores), labels) == pytest.approx(auc(scores, labels))
    assert auc(-scores, labels) == pytest.approx(1 - auc(scores, labels))


@BOTH
def test_extremes(auc):
    assert auc([3, 2, 1], [1, 0, 0]) == 1
    assert auc([1, 2, 3], [1, 0, 0]) == 0
    assert auc([7, 7, 7, 7, 7], [1, 0, 1, 0, 0]) == 0.5


@BOTH
def test_bad_input_is_told(auc):
    with pytest.raises(ValueError, match="both labels 0 and 1, got"):
        auc([1, 2, 3], [1, 1, 1])
    with pytest.raises(ValueError, match=r"one length, got \(3,\) and \(2,\)"):
        auc([1, 2, 3], [1, 0])
