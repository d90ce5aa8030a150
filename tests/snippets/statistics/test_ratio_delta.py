import numpy as np
import pytest
from scipy.stats import bootstrap

from snippets.statistics.ratio_delta import (
    naive_error,
    ratio_of_means,
    simulate_users,
)


@pytest.fixture(scope="module")
def users():
    return simulate_users(np.random.default_rng(0), 1009)


def test_agrees_with_a_bootstrap_of_users(users):
    def ratio(clicks, views, axis=-1):
        return clicks.sum(axis=axis) / views.sum(axis=axis)

    result = bootstrap(
        users,
        ratio,
        paired=True,
        vectorized=True,
        n_resamples=5003,
        method="basic",
        rng=np.random.default_rng(1),
    )
    value, error = ratio_of_means(*users)
    assert value == pytest.approx(users[0].sum() / users[1].sum())
    assert error == pytest.approx(result.standard_error, rel=0.03)


def test_is_the_three_term_formula(users):
    clicks, views = users
    value, error = ratio_of_means(clicks, views)
    (clicks2, cross), (_, views2) = np.cov(clicks, views)
    variance = (clicks2 - 2 * value * cross + value**2 * views2) / (
        1009 * views.mean() ** 2
    )
    assert error**2 == pytest.approx(variance)


def test_views_as_independent_claim_too_small_an_error(users):
    assert naive_error(*users) < 0.6 * ratio_of_means(*users)[1]


def test_without_clustering_both_agree():
    rng = np.random.default_rng(2)
    views = rng.integers(1, 7, 40_009)
    clicks = rng.binomial(views, 0.3)  # the same taste for everyone
    assert ratio_of_means(clicks, views)[1] == pytest.approx(
        naive_error(clicks, views), rel=0.03
    )


def test_one_view_each_is_the_error_of_a_mean():
    clicks = np.array([1, 0, 0, 1, 1, 0, 1])
    _, error = ratio_of_means(clicks, np.ones(7))
    assert error == pytest.approx(clicks.std(ddof=1) / np.sqrt(7))


def test_rejects_unequal_shapes_and_no_views():
    with pytest.raises(ValueError, match="expected two equal shapes"):
        ratio_of_means(np.ones(3), np.ones(2))
    with pytest.raises(ValueError, match="positive total"):
        ratio_of_means(np.zeros(3), np.zeros(3))
