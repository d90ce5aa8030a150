import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from snippets.ml_system_design.grouped_auc import auc, grouped_auc


def test_agrees_with_scikit_learn_by_group():
    rng = np.random.default_rng(0)
    users = rng.integers(0, 17, 2003)
    labels = rng.integers(0, 2, 2003)
    scores = rng.integers(0, 9, 2003) + labels
    mine = [users == user for user in range(17)]
    expected = sum(m.sum() * roc_auc_score(labels[m], scores[m]) for m in mine) / 2003
    assert grouped_auc(users, scores, labels) == pytest.approx(expected)
    assert auc(scores, labels) == pytest.approx(roc_auc_score(labels, scores))


def test_a_model_of_users_alone_orders_no_list():
    rng = np.random.default_rng(1)
    users = np.repeat(np.arange(200), 101)
    rate = np.where(np.arange(200) < 100, 0.03, 0.85)[users]
    labels = (rng.random(users.size) < rate).astype(int)
    assert auc(rate, labels) > 0.9
    assert grouped_auc(users, rate, labels) == 0.5


def test_users_with_one_label_are_left_out():
    users, labels = [1, 1, 2, 2], [0, 1, 1, 1]
    assert grouped_auc(users, [0.1, 0.9, 0.5, 0.6], labels) == 1


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="both labels"):
        auc([1, 2], [1, 1])
    with pytest.raises(ValueError, match="user with both labels"):
        grouped_auc([1, 2], [0.1, 0.2], [0, 1])
