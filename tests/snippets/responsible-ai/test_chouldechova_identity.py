import numpy as np
import pytest
from fairlearn.metrics import (
    MetricFrame,
    false_positive_rate,
    selection_rate,
    true_positive_rate,
)
from sklearn.metrics import precision_score
from snippets.responsible_ai.chouldechova_identity import Confusion, implied_fpr


def random_confusions(count, seed=0):
    rng = np.random.default_rng(seed)
    return [Confusion(*rng.integers(1, 97, size=4)) for _ in range(count)]


def test_the_identity_holds_for_any_confusion_matrix():
    for c in random_confusions(500):
        assert implied_fpr(c.base_rate, c.ppv, c.tpr) == pytest.approx(c.fpr, abs=1e-12)


def test_equal_ppv_and_tpr_with_unequal_base_rates_force_unequal_fpr():
    rng = np.random.default_rng(1)
    for _ in range(200):
        ppv, tpr = rng.uniform(0.05, 0.95, size=2)
        low, high = np.sort(rng.uniform(0.05, 0.95, size=2))
        assert implied_fpr(low, ppv, tpr) < implied_fpr(high, ppv, tpr)
    assert implied_fpr(0.2, 1, 0.5) == implied_fpr(0.7, 1, 0.5) == 0


def test_rates_agree_with_fairlearn():
    rng = np.random.default_rng(2)
    y, guess = rng.integers(0, 2, 211), rng.integers(0, 2, 211)
    group = rng.choice(["a", "b"], 211)
    frame = MetricFrame(
        metrics={
            "tpr": true_positive_rate,
            "fpr": false_positive_rate,
            "selection_rate": selection_rate,
            "ppv": precision_score,
        },
        y_true=y,
        y_pred=guess,
        sensitive_features=group,
    )
    for name in ("a", "b"):
        mine = group == name
        cells = [((y == a) & (guess == b) & mine).sum() for a, b in [(1, 1), (0, 1), (1, 0), (0, 0)]]  # fmt: skip # noqa: E501
        confusion = Confusion(*cells)
        for metric, value in frame.by_group.loc[name].items():
            assert getattr(confusion, metric) == pytest.approx(value)


def test_empty_denominators_are_none():
    empty = Confusion(0, 0, 0, 5)
    assert empty.tpr is None and empty.ppv is None and empty.fpr == 0


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="zero or more"):
        Confusion(-1, 0, 0, 0)
    with pytest.raises(ValueError, match=r"PPV in \(0, 1\], got 0"):
        implied_fpr(0.5, 0, 0.5)
    with pytest.raises(ValueError, match="below 1"):
        implied_fpr(1, 0.5, 0.5)
