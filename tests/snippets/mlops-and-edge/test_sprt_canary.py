import numpy as np
import pytest
from snippets.mlops_and_edge.sprt_canary import (
    boundaries,
    fixed_size,
    increments,
    sprt,
    upper_bound,
)
from statsmodels.stats.proportion import proportion_confint

P0, P1, ALPHA, BETA = 0.01, 0.03, 0.05, 0.1


def simulate(rate, repeats, seed):
    errors = np.random.default_rng(seed).random((repeats, 6000)) < rate
    return [sprt(row, P0, P1, ALPHA, BETA) for row in errors]


def test_error_rates_are_close_to_the_design():
    healthy, faulty = simulate(P0, 600, 0), simulate(P1, 600, 1)
    false = np.mean([decision == "reject" for decision, _ in healthy])
    missed = np.mean([decision == "accept" for decision, _ in faulty])
    assert 0.01 < false < ALPHA + 0.02 and 0.03 < missed < BETA + 0.03
    assert all(decision != "continue" for decision, _ in healthy + faulty)


def test_it_needs_fewer_requests_than_a_fixed_test_of_one_sample():
    used = [np.mean([n for _, n in simulate(rate, 400, 2)]) for rate in (P0, P1)]
    z = 1.645 * np.sqrt(P0 * (1 - P0)) + 1.282 * np.sqrt(P1 * (1 - P1))
    fixed = (z / (P1 - P0)) ** 2
    assert max(used) < 0.8 * fixed


def test_boundaries_and_increments_by_hand():
    high, low = boundaries(0.05, 0.2)
    assert (high, low) == pytest.approx((np.log(16), np.log(0.2 / 0.95)))
    assert increments(0.1, 0.5) == pytest.approx((np.log(5), np.log(0.5 / 0.9)))


def test_a_burst_of_errors_rejects_at_once_and_silence_accepts():
    assert sprt([1, 1, 1], 0.001, 0.1, 0.05, 0.05) == ("reject", 1)
    assert sprt([0] * 10_000, 0.001, 0.002, 0.05, 0.2)[0] == "accept"
    assert sprt([0], 0.1, 0.2, 0.05, 0.2) == ("continue", 1)


def test_the_exact_bound_agrees_with_clopper_and_pearson():
    _, high = proportion_confint(0, 3000, alpha=0.1, method="beta")
    assert upper_bound(3000) == pytest.approx(high)
    assert upper_bound(3000) == pytest.approx(3 / 3000, rel=0.01)


def test_the_fixed_size_has_the_power_asked_for():
    n = fixed_size(P0, P1, ALPHA, 0.8)
    rng = np.random.default_rng(3)
    a, b = rng.binomial(n, P0, 20_001) / n, rng.binomial(n, P1, 20_001) / n
    spread = np.sqrt((a * (1 - a) + b * (1 - b)) / n)
    assert ((b - a) / spread > 1.645).mean() == pytest.approx(0.8, abs=0.03)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="two rates in"):
        sprt([1], 0.1, 0.1, 0.05, 0.05)
    with pytest.raises(ValueError, match=r"alpha and beta in \(0, 1\), got 0, 0\.1"):
        boundaries(0, 0.1)
    with pytest.raises(ValueError, match="requests and confidence"):
        upper_bound(0)
