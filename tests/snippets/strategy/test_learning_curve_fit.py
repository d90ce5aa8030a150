import numpy as np
import pytest

from snippets.strategy.learning_curve_fit import curve, extrapolate, fit

SIZES = np.array([500, 1000, 2000, 4000, 8000, 16_000, 32_000])
TRUTH = (2.0, 0.35, 0.06)


def test_recovers_a_curve_without_noise():
    assert fit(SIZES, curve(SIZES, *TRUTH)) == pytest.approx(TRUTH, rel=1e-3)


def test_a_curve_without_floor_has_none():
    scale, power, floor = fit(SIZES, curve(SIZES, 3.0, 0.5, 0.0))
    assert (scale, power) == pytest.approx((3.0, 0.5), rel=1e-2)
    assert floor < 1e-4


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(0)
    truth, hits, rounds = curve(128_000, *TRUTH), 0, 19
    for _ in range(rounds):
        errors = curve(SIZES, *TRUTH) * (1 + 0.02 * rng.normal(size=SIZES.size))
        low, middle, high = extrapolate(SIZES, errors, 128_000, 0.02, rng, resamples=25)
        assert low <= middle <= high
        hits += low <= truth <= high
    assert hits / rounds > 0.7  # nominal 0.9, few resamples, fitted center


def test_fewer_sizes_give_a_wider_interval():
    rng = np.random.default_rng(1)
    errors = curve(SIZES, *TRUTH)

    def width(count):
        low, _, high = extrapolate(SIZES[:count], errors[:count], 128_000, 0.02, rng)
        return high - low

    assert width(4) > 2 * width(7)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"as many errors, got \(3,\) and \(3,\)"):
        fit([1, 2, 3], [3, 2, 1])
    with pytest.raises(ValueError, match="above zero"):
        fit([0, 1, 2, 3], [4, 3, 2, 1])
