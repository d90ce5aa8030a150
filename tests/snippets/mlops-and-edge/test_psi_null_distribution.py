import numpy as np
import pytest
from scipy.stats import entropy
from snippets.mlops_and_edge.psi_null_distribution import (
    expected_psi,
    psi,
    psi_threshold,
    simulate,
)


def test_it_is_the_sum_of_both_divergences():
    p, q = np.array([0.4, 0.3, 0.2, 0.1]), np.full(4, 0.25)
    assert psi(q, p) == pytest.approx(entropy(p, q) + entropy(q, p))
    assert psi(q, p) == psi(p, q) and psi(p, 7 * p) == pytest.approx(0)


@pytest.mark.parametrize(("bins", "n", "m"), [(10, 1009, 1009), (7, 503, 4001)])
def test_without_drift_mean_and_tail_are_as_predicted(bins, n, m):
    rng = np.random.default_rng(bins)
    found = simulate(np.full(bins, 1 / bins), n, m, 3001, rng)
    assert found.mean() == pytest.approx(expected_psi(bins, n, m), rel=0.05)
    threshold = psi_threshold(bins, n, m, level=0.05)
    assert (found > threshold).mean() == pytest.approx(0.05, abs=0.015)


def test_ten_times_the_rows_a_tenth_of_the_index():
    assert expected_psi(10, 100, 100) == pytest.approx(0.18)
    assert expected_psi(10, 1000, 1000) == pytest.approx(0.018)
    assert expected_psi(10, 1000, 1e12) == pytest.approx(0.009)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="merge the empty ones"):
        psi([1, 0], [1, 1])
    with pytest.raises(ValueError, match="equal bins"):
        psi([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="expected two bins"):
        expected_psi(1, 5, 5)
    with pytest.raises(ValueError, match="10, 5 and 0"):
        psi_threshold(10, 5, 0)
