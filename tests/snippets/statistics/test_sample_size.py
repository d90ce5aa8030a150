import math

import pytest
from statsmodels.stats.power import NormalIndPower

from snippets.statistics.sample_size import detectable_effect, power_of, users_per_arm

SIGMA, DELTA = 3.0, 0.17


@pytest.mark.parametrize(("alpha", "power"), [(0.05, 0.8), (0.01, 0.9)])
def test_agrees_with_statsmodels(alpha, power):
    wanted = NormalIndPower().solve_power(DELTA / SIGMA, alpha=alpha, power=power)
    assert users_per_arm(SIGMA, DELTA, alpha, power) == pytest.approx(wanted, rel=1e-5)
    wanted = NormalIndPower().power(DELTA / SIGMA, 1009, alpha)
    assert power_of(SIGMA, DELTA, 1009, alpha) == pytest.approx(wanted)


def test_half_the_effect_needs_four_times_the_users():
    ratio = users_per_arm(SIGMA, DELTA / 2) / users_per_arm(SIGMA, DELTA)
    assert ratio == pytest.approx(4)


def test_size_and_effect_are_inverse_to_each_other():
    n = users_per_arm(SIGMA, DELTA)
    assert detectable_effect(SIGMA, n) == pytest.approx(DELTA)
    assert power_of(SIGMA, DELTA, n) == pytest.approx(0.8, abs=1e-4)


def test_power_without_effect_is_the_false_positive_rate():
    assert power_of(SIGMA, 0, 1009) == pytest.approx(0.05)


@pytest.mark.parametrize("bad", [{"sigma": 0}, {"delta": -1}, {"power": 1}])
def test_rejects_impossible_plans(bad):
    with pytest.raises(ValueError, match=r"expected .* got"):
        users_per_arm(**{"sigma": SIGMA, "delta": DELTA} | bad)
    with pytest.raises(ValueError, match="got"):
        detectable_effect(SIGMA, math.nan)
