import numpy as np
import pytest
from statsmodels.stats.proportion import proportions_ztest

from snippets.statistics.group_sequential import obrien_fleming, pocock
from snippets.statistics.peeking_simulator import (
    first_crossing,
    rejection_rate,
    z_paths,
)


@pytest.fixture(scope="module")
def null():
    return z_paths(np.random.default_rng(0), 60_000, 10, 1009, 0.05)


def test_agrees_with_the_z_test_of_statsmodels():
    path = z_paths(np.random.default_rng(5), 1, 3, 101, 0.2, lift=0.1)[0]
    rng = np.random.default_rng(5)
    control, treatment = (rng.binomial(101, p, (1, 3)).sum() for p in (0.2, 0.22))
    wanted, _ = proportions_ztest([treatment, control], [303, 303])
    assert path[-1] == pytest.approx(wanted)


@pytest.mark.parametrize(("looks", "published"), [(2, 0.083), (5, 0.142), (10, 0.193)])
def test_simulated_rates_are_the_published_ones(null, looks, published):
    paths = null[:, :looks]  # fewer looks, still equally spaced
    rate, error = rejection_rate(paths, 1.96)
    assert rate == pytest.approx(published, abs=0.005)
    assert error < 0.0017


@pytest.mark.parametrize("make", [pocock, obrien_fleming])
@pytest.mark.parametrize("looks", [2, 5, 10])
def test_boundaries_restore_five_percent(null, make, looks):
    rate, error = rejection_rate(null[:, :looks], make(looks))
    assert error < 0.001
    assert rate == pytest.approx(0.05, abs=0.005)


def test_first_crossing_counts_from_one_and_zero_means_never():
    paths = np.array([[0.5, 2.5, 0.1], [-3.0, 0, 0], [1.0, 1.0, 1.9]])
    assert first_crossing(paths, 1.96).tolist() == [2, 1, 0]


def test_a_lift_moves_the_paths_up():
    paths = z_paths(np.random.default_rng(1), 503, 3, 2003, 0.2, lift=0.1)
    shift = 0.02 / np.sqrt(2 * 0.21 * 0.79 / (3 * 2003))
    assert paths[:, -1].mean() == pytest.approx(shift, abs=4 / np.sqrt(503))


def test_rejects_an_impossible_rate():
    with pytest.raises(ValueError, match=r"expected rates in \(0, 1\), got 0.6"):
        z_paths(np.random.default_rng(0), 2, 2, 2, 0.6, lift=1)
