import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm
from snippets.reinforcement_learning.squashed_gaussian import (
    squashed_log_density,
    temperature_step,
)


@pytest.mark.parametrize(("mean", "std"), [(0.0, 1.0), (0.4, 0.3), (-1.1, 0.6)])
def test_the_density_integrates_to_probabilities(mean, std):
    def density(action):
        u = np.array([[np.arctanh(action)]])
        return float(
            np.exp(squashed_log_density(u, np.array([[mean]]), np.log(std))[0])
        )

    whole, _ = quad(density, -1 + 1e-12, 1 - 1e-12, limit=200)
    assert whole == pytest.approx(1, abs=1e-6)
    part, _ = quad(density, -0.3, 0.5)
    below = [norm.cdf(np.arctanh(a), mean, std) for a in (-0.3, 0.5)]
    assert part == pytest.approx(below[1] - below[0], abs=1e-9)


def test_dimensions_add_up():
    rng = np.random.default_rng(0)
    u, mean = rng.normal(size=(2, 11, 3))
    log_std = np.array([-0.5, 0.1, -1.2])
    parts = [
        squashed_log_density(u[:, [d]], mean[:, [d]], log_std[d]) for d in range(3)
    ]
    np.testing.assert_allclose(squashed_log_density(u, mean, log_std), sum(parts))


def test_far_out_it_stays_finite():
    assert 1 - np.tanh(20.0) ** 2 == 0  # what the naive formula takes the log of
    u = np.array([[20.0], [-20.0]])
    found = squashed_log_density(u, u, 0.0)
    slope = 2 * np.log(2) - 40  # 1 - tanh² is 4 exp(-2 |u|) there
    np.testing.assert_allclose(found, -0.5 * np.log(2 * np.pi) - slope)


def test_the_temperature_moves_the_entropy_to_its_target():
    # of a policy with deviation s the entropy is log(s) + c; let s grow with alpha
    log_alpha = 0.0
    for _ in range(2000):
        entropy = log_alpha - 1.0
        log_alpha = temperature_step(log_alpha, np.full(5, -entropy), -3.0, 0.05)
    assert log_alpha - 1.0 == pytest.approx(-3, abs=1e-2)


def test_entropy_above_the_target_lowers_the_temperature():
    assert temperature_step(0.0, np.full(7, -2.0), -1.0, 0.1) == pytest.approx(-0.3)
    assert temperature_step(0.0, np.full(7, 2.0), -1.0, 0.1) == pytest.approx(0.1)
    # the gradient in log alpha carries a factor alpha
    start = np.log(2)
    found = temperature_step(start, np.full(7, -2.0), -1.0, 0.1)
    assert found == pytest.approx(start - 0.6)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="equal shapes"):
        squashed_log_density(np.zeros((3, 2)), np.zeros((2, 3)), 0.0)
    with pytest.raises(ValueError, match="rate > 0"):
        temperature_step(0.0, np.zeros(3), -1, 0)
