import numpy as np
import pytest
from scipy.stats import chisquare

from snippets.transformers.mlm_collator import IGNORED, mask_tokens

SPECIAL, MASK, VOCABULARY = [0, 1, 2], 2, 997


def test_shares_are_those_of_the_paper():
    rng = np.random.default_rng(0)
    tokens = rng.integers(3, VOCABULARY, 200_003)
    inputs, labels = mask_tokens(tokens, SPECIAL, MASK, VOCABULARY, rng)
    picked = labels != IGNORED
    expected = 0.15 * tokens.size
    assert abs(picked.sum() - expected) < 4 * np.sqrt(expected * 0.85)
    masked = (inputs[picked] == MASK).sum()
    kept = (inputs[picked] == tokens[picked]).sum()
    other = picked.sum() - masked - kept
    wanted = picked.sum() * np.array([0.8, 0.1, 0.1])
    assert chisquare([masked, kept, other], wanted).pvalue > 1e-3


def test_labels_are_the_tokens_and_others_stay():
    rng = np.random.default_rng(1)
    tokens = rng.integers(0, VOCABULARY, (7, 101))
    inputs, labels = mask_tokens(tokens, SPECIAL, MASK, VOCABULARY, rng)
    picked = labels != IGNORED
    np.testing.assert_array_equal(labels[picked], tokens[picked])
    np.testing.assert_array_equal(inputs[~picked], tokens[~picked])
    assert not np.isin(tokens[picked], SPECIAL).any()


def test_bad_input_is_told():
    rng = np.random.default_rng(2)
    with pytest.raises(ValueError, match="ids below 5"):
        mask_tokens([5], [], 0, 5, rng)
    with pytest.raises(ValueError, match="between 0 and 1, got 1"):
        mask_tokens([1], [], 0, 5, rng, chosen=1)
