import numpy as np
import pytest
from snippets.coding_and_data.adversarial_validation import adversarial_auc


def test_without_shift_nothing_is_told_apart():
    rng = np.random.default_rng(0)
    found = [
        adversarial_auc(rng.normal(size=(401, 5)), rng.normal(size=(307, 5)))[0]
        for _ in range(5)
    ]
    assert np.mean(found) == pytest.approx(0.5, abs=0.05)


def test_the_shifted_feature_comes_first():
    rng = np.random.default_rng(1)
    train, test = rng.normal(size=(401, 5)), rng.normal(size=(307, 5))
    test[:, 3] += 1
    auc, ranking = adversarial_auc(train, test)
    assert auc > 0.7 and ranking[0] == 3


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="same columns"):
        adversarial_auc(np.zeros((5, 2)), np.zeros((5, 3)))
