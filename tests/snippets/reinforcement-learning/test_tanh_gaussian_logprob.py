import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm
from snippets.reinforcement_learning.tanh_gaussian_logprob import (
    gaussian_log_prob,
    log_one_minus_tanh_squared,
    tanh_gaussian_log_prob,
)


def _density(action, mean, log_std):
    u = np.array([np.arctanh(action)])
    return np.exp(tanh_gaussian_log_prob(u, np.array([mean]), np.array([log_std])))


@pytest.mark.parametrize(("mean", "std"), [(0.0, 0.5), (0.7, 1.0), (-1.2, 0.3)])
def test_agrees_with_a_change_of_variables(mean, std):
    for action in (-0.97, -0.3, 0.0, 0.55, 0.9):
        step = 1e-4 * (1 - abs(action))
        inside = norm.cdf(np.arctanh([action - step, action + step]), mean, std)
        numeric = (inside[1] - inside[0]) / (2 * step)
        assert _density(action, mean, np.log(std)) == pytest.approx(numeric, rel=1e-5)


@pytest.mark.parametrize(("mean", "std"), [(0.0, 0.5), (0.7, 0.8)])
def test_density_integrates_to_one(mean, std):
    total, _ = quad(lambda a: _density(a, mean, np.log(std)), -1, 1)
    assert total == pytest.approx(1, abs=1e-7)


def test_dimensions_add():
    rng = np.random.default_rng(2)
    u, mean, log_std = rng.normal(size=(5, 3)), rng.normal(size=3), rng.normal(size=3)
    expected = norm.logpdf(u, mean, np.exp(log_std)) - np.log(1 - np.tanh(u) ** 2)
    found = tanh_gaussian_log_prob(u, mean, log_std)
    assert found.shape == (5,)
    assert found == pytest.approx(expected.sum(axis=1))
    assert gaussian_log_prob(u, mean, log_std).shape == (5, 3)


@pytest.mark.parametrize("u", [20.0, -20.0, 400.0, -400.0])
def test_far_out_it_stays_finite_and_exact(u):
    assert np.tanh(abs(u)) == 1.0  # the textbook form is log 0 here
    expected = 2 * np.log(2) - 2 * abs(u)  # (2 / (e^|u| + 0))²
    assert log_one_minus_tanh_squared(u) == pytest.approx(expected, rel=1e-12)
    found = tanh_gaussian_log_prob(np.array([u]), np.zeros(1), np.zeros(1))
    assert np.isfinite(found)


def test_shapes_are_told():
    with pytest.raises(ValueError, match=r"expected u \(\.\.\., D\)"):
        tanh_gaussian_log_prob(0.3, 0.0, 0.0)
    with pytest.raises(ValueError, match=r"got \(1,\)"):
        tanh_gaussian_log_prob(np.zeros(1), np.zeros(3), np.zeros(3))
