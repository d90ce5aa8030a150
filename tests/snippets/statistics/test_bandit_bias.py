import numpy as np
import pytest

from snippets.statistics.bandit_bias import bias, epsilon_greedy

MEANS = (0.0, 0.3)


@pytest.fixture(scope="module")
def runs():
    return epsilon_greedy(np.random.default_rng(0), MEANS, 53, 0.2, 10_007)


def test_sample_means_are_too_low(runs):
    offset, error = bias(runs[0], MEANS)
    assert (offset < -10 * error).all()


def test_inverse_propensity_is_unbiased(runs):
    offset, error = bias(runs[1], MEANS)
    assert (np.abs(offset) < 3 * error).all()


def test_a_fixed_even_split_is_not_biased():
    means, weighted = epsilon_greedy(np.random.default_rng(1), MEANS, 53, 1, 10_007)
    for estimates in (means, weighted):
        offset, error = bias(estimates, MEANS)
        assert (np.abs(offset) < 3 * error).all()


def test_one_step_returns_the_first_rewards():
    means, weighted = epsilon_greedy(np.random.default_rng(2), MEANS, 1, 0.2, 7)
    np.testing.assert_array_equal(means, weighted)
    wanted = np.random.default_rng(2).normal(MEANS, 1, (7, 2))
    np.testing.assert_array_equal(means, wanted)


def test_rejects_a_third_arm_and_no_exploration():
    with pytest.raises(ValueError, match="expected 2 means"):
        epsilon_greedy(np.random.default_rng(0), (0, 0, 0), 5, 0.2, 3)
    with pytest.raises(ValueError, match="epsilon"):
        epsilon_greedy(np.random.default_rng(0), MEANS, 5, 0, 3)
