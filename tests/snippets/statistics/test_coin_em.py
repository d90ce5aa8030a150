from itertools import product

import numpy as np
import pytest
from scipy.stats import binom

from snippets.statistics.coin_em import FLIPS, HEADS, em_step, fit, responsibilities

PRIOR = [0.5, 0.5]


def test_responsibilities_follow_bayes_rule():
    biases, prior = np.array([0.2, 0.55, 0.7]), np.array([0.1, 0.3, 0.6])
    heads = np.array([0, 3, 11, 13, 7])
    joint = prior * binom.pmf(heads[:, None], 13, biases)
    expected = joint / joint.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(responsibilities(heads, 13, biases, prior), expected)


def test_a_step_is_the_average_over_all_labelings():
    biases = np.array([0.6, 0.5])
    heads, total = np.zeros(2), np.zeros(2)
    evidence = 0.0
    for labels in product([0, 1], repeat=len(HEADS)):
        weight = np.prod(binom.pmf(HEADS, FLIPS, biases[list(labels)]))
        evidence += weight
        np.add.at(heads, list(labels), weight * HEADS)
        np.add.at(total, list(labels), weight * FLIPS)
    np.testing.assert_allclose(em_step(HEADS, FLIPS, biases, PRIOR), heads / total)
    assert evidence > 0


def test_likelihood_never_decreases():
    path = fit(HEADS, FLIPS, [0.9, 0.1], PRIOR, 50)
    mixture = 0.5 * binom.pmf(HEADS[:, None, None], FLIPS, path).sum(axis=2)
    assert np.all(np.diff(np.log(mixture).sum(axis=0)) > -1e-12)


def test_equal_coins_stay_equal():
    path = fit(HEADS, FLIPS, [0.3, 0.3], PRIOR, 7)
    np.testing.assert_allclose(path[-1], HEADS.sum() / (FLIPS * len(HEADS)))


def test_a_million_flips_do_not_underflow():
    share = responsibilities([500_000], 1_000_000, [0.6, 0.5], PRIOR)
    np.testing.assert_allclose(share, [[0, 1]])


def test_rejects_a_certain_coin():
    with pytest.raises(ValueError, match="strictly between 0 and 1, got"):
        responsibilities(HEADS, FLIPS, [1.0, 0.5], PRIOR)
