import numpy as np
import pytest
from scipy.stats import binom
from statsmodels.stats.proportion import samplesize_confint_proportion

from snippets.foundations.generalization_bounds import (
    failure_bound,
    size_by_hoeffding,
    size_by_normal,
    uniform_gap,
)


def tail(error, n, gap):
    """Exact P(|empirical - true error| > gap) on n examples."""
    counts = np.arange(n + 1)
    outside = np.abs(counts / n - error) > gap + 1e-12
    return binom.pmf(counts, n, error)[outside].sum()


@pytest.mark.parametrize("error", [0.03, 0.31, 0.5])
@pytest.mark.parametrize("n", [37, 211])
def test_the_bound_holds_for_the_exact_binomial(error, n):
    gap = uniform_gap(1, n, delta=0.05)
    assert 0 < tail(error, n, gap) <= 0.05
    assert tail(error, n, 0.1) <= failure_bound(1, n, 0.1)


def test_the_union_bound_holds_for_independent_hypotheses():
    n, hypotheses, delta = 53, 19, 0.1
    gap = uniform_gap(hypotheses, n, delta)
    any_fails = 1 - (1 - tail(0.5, n, gap)) ** hypotheses
    assert any_fails <= failure_bound(hypotheses, n, gap) == pytest.approx(delta)


def test_size_is_the_smallest_that_meets_the_precision():
    size = size_by_hoeffding(0.03, delta=0.07, hypotheses=11)
    assert uniform_gap(11, size, 0.07) <= 0.03 < uniform_gap(11, size - 1, 0.07)


@pytest.mark.parametrize("accuracy", [0.5, 0.95])
def test_normal_size_agrees_with_statsmodels(accuracy):
    reference = samplesize_confint_proportion(accuracy, 0.01, alpha=0.05)
    assert size_by_normal(0.01, accuracy) == np.ceil(reference)


def test_squaring_the_class_doubles_the_log_only():
    small, large = (uniform_gap(h, 101, 0.5) ** 2 for h in (10, 100))
    assert large - small == pytest.approx(np.log(10) / 202)


def test_a_small_sample_bounds_nothing():
    assert failure_bound(1000, 3, 0.01) == 1


def test_rejects_impossible_shares():
    with pytest.raises(ValueError, match="expected 0 < delta < 1, got 0"):
        uniform_gap(10, 100, delta=0)
    with pytest.raises(ValueError, match="expected 0 < precision < 1, got 1"):
        size_by_hoeffding(1)
