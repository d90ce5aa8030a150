import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from snippets.statistics.always_valid import (
    always_valid_p,
    boundary,
    log_mixture_ratio,
)


def test_the_ratio_is_the_integral_over_effects():
    effect, variance, tau2 = 0.7, 0.13, 0.41

    def weighted(theta):
        likelihood = norm.pdf(effect, theta, variance**0.5)
        return likelihood * norm.pdf(theta, 0, tau2**0.5)

    wanted = quad(weighted, -8, 8)[0] / norm.pdf(effect, 0, variance**0.5)
    assert np.exp(log_mixture_ratio(effect, variance, tau2)) == pytest.approx(wanted)


def test_p_reaches_alpha_exactly_at_the_boundary():
    variance = 1 / np.arange(1, 8)
    for look in range(7):
        effect = boundary(variance, 0.3, 0.05)[look] * np.sqrt(variance[look])
        p = always_valid_p([effect], variance[[look]], 0.3)
        np.testing.assert_allclose(p, 0.05)


def test_weak_evidence_leaves_p_at_one():
    p = always_valid_p([0.0, 0.1, 3.0], [0.5, 0.3, 0.2], 0.3)
    assert p[:2].tolist() == [1, 1]
    assert p[2] < 0.01


def test_a_thousand_looks_stay_below_alpha():
    steps = np.random.default_rng(0).normal(size=(1009, 1000))
    looks = np.arange(1, 1001)
    p = always_valid_p(steps.cumsum(axis=1) / looks, 1 / looks, 0.05)
    assert (np.diff(p) <= 0).all()
    assert 0.01 < (p[:, -1] <= 0.05).mean() < 0.05


def test_rejects_a_mixture_without_spread():
    with pytest.raises(ValueError, match="expected positive variances"):
        log_mixture_ratio(1, 1, 0)
    with pytest.raises(ValueError, match="expected tau2 > 0"):
        boundary(1, -1)
