import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from snippets.statistics.group_sequential import (
    crossing,
    obrien_fleming,
    pocock,
    sample_cost,
)

# Jennison and Turnbull, Group Sequential Methods (1999): Pocock, O'Brien-Fleming
PUBLISHED = {2: (2.178, 1.977), 5: (2.413, 2.040), 10: (2.555, 2.087)}


def test_agrees_with_a_multivariate_normal():
    boundary = np.array([2.9, 2.1, 1.7])
    times = np.array([1, 2, 3])
    shared = np.minimum.outer(times, times)
    law = multivariate_normal(np.full(3, 0.4) * times, shared)
    edge = boundary * np.sqrt(times)
    inside = law.cdf(edge, lower_limit=-edge, rng=np.random.default_rng(0))
    assert crossing(boundary, drift=0.4)[-1] == pytest.approx(1 - inside, abs=1e-4)


@pytest.mark.parametrize(("looks", "rate"), [(2, 0.083), (5, 0.142), (10, 0.193)])
def test_repeats_the_published_rates_of_peeking(looks, rate):
    assert crossing(np.full(looks, 1.96))[-1] == pytest.approx(rate, abs=5e-4)


@pytest.mark.parametrize("looks", PUBLISHED)
def test_repeats_the_published_constants(looks):
    wanted = PUBLISHED[looks]
    assert pocock(looks)[0] == pytest.approx(wanted[0], abs=6e-4)
    assert obrien_fleming(looks)[-1] == pytest.approx(wanted[1], abs=6e-4)


def test_one_look_is_the_fixed_test():
    assert pocock(1)[0] == pytest.approx(norm.isf(0.025))
    assert sample_cost(pocock(1)) == pytest.approx((1, 1), abs=1e-3)


def test_obrien_fleming_is_strict_early_and_pocock_is_flat():
    strict = obrien_fleming(7)
    np.testing.assert_allclose(strict * np.sqrt(np.arange(1, 8)), strict[-1] * 7**0.5)
    assert np.ptp(pocock(7)) == 0


def test_crossing_grows_with_looks_and_more_nodes_change_nothing():
    rates = crossing(np.full(20, 1.96))
    assert (np.diff(rates) > 0).all()
    np.testing.assert_allclose(rates, crossing(np.full(20, 1.96), nodes=64), atol=1e-9)


def test_rejects_a_boundary_that_is_not_positive():
    with pytest.raises(ValueError, match="expected positive critical values"):
        crossing([1.96, -1])
