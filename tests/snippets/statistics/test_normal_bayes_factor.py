import numpy as np
import pytest
from scipy.stats import norm

from snippets.statistics.normal_bayes_factor import null_bayes_factor


def test_agrees_with_the_ratio_of_marginal_densities():
    n, noise, width, mean = 17, 3.0, 0.7, 1.9
    error = noise / np.sqrt(n)
    rival = np.hypot(error, width * noise)
    expected = norm(0, error).pdf(mean) / norm(0, rival).pdf(mean)
    assert null_bayes_factor(mean / error, n, width) == pytest.approx(expected)


def test_a_prior_without_width_is_the_null():
    assert null_bayes_factor(3.0, 11, 0.0) == 1


def test_grows_like_the_root_of_n_at_a_fixed_z():
    small, large = null_bayes_factor(2.0, np.array([1e8, 1e10]), 1.0)
    assert large / small == pytest.approx(10, rel=1e-6)


def test_rejects_a_negative_width():
    with pytest.raises(ValueError, match="expected n > 0 and width >= 0"):
        null_bayes_factor(1.0, 10, -1.0)
