import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from snippets.strategy.selection_noise import error_rates, pass_probability


def test_all_candidates_together_pass_at_the_pass_rate():
    for reliability, rate in [(0.4, 0.2), (0.73, 0.05), (0.9, 0.6)]:
        passed, _ = quad(lambda q, *a: pass_probability(q, *a), 1e-12, 1 - 1e-12,
                         args=(reliability, rate))  # fmt: skip
        assert passed == pytest.approx(rate, abs=1e-6)


def test_agrees_with_simulation():
    rng = np.random.default_rng(1)
    reliability, rate, good, n = 0.727, 0.2, 0.13, 400_009
    true = rng.normal(size=n)
    score = true + rng.normal(size=n) * np.sqrt(1 / reliability - 1)
    is_good = true > norm.isf(good)
    passed = score > norm.isf(rate) / np.sqrt(reliability)
    rejected, mistaken = error_rates(reliability, rate, good)
    assert (~passed[is_good]).mean() == pytest.approx(rejected, abs=0.01)
    assert (~is_good[passed]).mean() == pytest.approx(mistaken, abs=0.01)
    near = abs(norm.cdf(true) - 0.85) < 0.01
    expected = pass_probability(0.85, reliability, rate)
    assert passed[near].mean() == pytest.approx(expected, abs=0.03)


def test_errors_average_what_candidates_see():
    low = 1 - 0.2
    passed, _ = quad(pass_probability, low, 1 - 1e-12, args=(0.4, 0.2))
    rejected, _ = error_rates(0.4, 0.2, 0.2)
    assert 1 - passed / 0.2 == pytest.approx(rejected, abs=1e-6)


def test_a_perfect_loop_makes_no_errors_and_a_useless_one_a_lottery():
    assert error_rates(1 - 1e-9, 0.2, 0.2) == pytest.approx((0, 0), abs=1e-3)
    assert error_rates(1e-9, 0.2, 0.3) == pytest.approx((0.8, 0.7), abs=1e-3)
    assert pass_probability(0.5, 1e-9, 0.2) == pytest.approx(0.2, abs=1e-3)


def test_at_the_bar_quality_does_not_help():
    chances = [pass_probability(0.8, r, 0.2) for r in (0.3, 0.6, 0.9, 0.999)]
    assert max(chances) < 0.5
    assert chances == sorted(chances)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="reliability between 0 and 1, got 1"):
        pass_probability(0.5, 1, 0.2)
    with pytest.raises(ValueError, match="highest_percentile between 0 and 1, got 1"):
        pass_probability(np.array([0.5, 1.0]), 0.4, 0.2)
    with pytest.raises(ValueError, match="good_share between 0 and 1, got 0"):
        error_rates(0.4, 0.2, 0)
