import numpy as np
import pytest
from snippets.coding_and_data.rubins_rules import imputed_means, pool


def test_the_total_variance_by_hand():
    estimate, total, between = pool([1, 2, 3, 2, 2], [4] * 5)
    assert (estimate, between) == (2, 0.5)
    assert total == pytest.approx(4 + 1.2 * 0.5)


def test_intervals_cover_where_a_single_imputation_does_not():
    rng = np.random.default_rng(0)
    several = single = 0
    rounds = 600
    for _ in range(rounds):
        values = rng.normal(5, 2, size=61)
        values[rng.random(61) < 0.4] = np.nan
        means, variances = imputed_means(values, 20, rng)
        estimate, total, _ = pool(means, variances)
        several += abs(estimate - 5) < 2.0 * np.sqrt(total)
        single += abs(means[0] - 5) < 2.0 * np.sqrt(variances[0])
    assert several / rounds == pytest.approx(0.95, abs=0.025)
    assert single / rounds < 0.9


def test_equal_estimates_add_nothing():
    assert pool([3, 3, 3], [1, 2, 3])[1] == 2


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="at least two of both"):
        pool([1], [1])
