import numpy as np
import pytest
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportions_chisquare

from snippets.statistics.experiment_checks import (
    pooled_effect,
    srm_p_value,
    stratified_effect,
)

USERS = np.array([[907, 211], [103, 199]])
CONVERSIONS = np.array([[89, 13], [11, 17]])


def test_agrees_with_the_chi_square_of_statsmodels():
    wanted = proportions_chisquare(np.array([1013]), np.array([1949]), value=0.5)[1]
    assert srm_p_value([1013, 936], [1, 1]) == pytest.approx(wanted)


def test_unequal_designs_are_judged_by_their_own_shares():
    assert srm_p_value([9000, 1000], [0.9, 0.1]) == pytest.approx(1)
    exact = binomtest(1093, 10_000, 0.1).pvalue
    assert srm_p_value([8907, 1093], [0.9, 0.1]) == pytest.approx(exact, abs=3e-4)


def test_one_period_is_the_plain_difference():
    users, conversions = USERS[:, :1], CONVERSIONS[:, :1]
    effect, error = stratified_effect(users, conversions)
    rates = (conversions / users).ravel()
    assert effect == pytest.approx(rates[1] - rates[0])
    assert effect == pytest.approx(pooled_effect(users, conversions))
    variance = (rates * (1 - rates) / users.ravel()).sum()
    assert error == pytest.approx(np.sqrt(variance))


def test_a_constant_split_makes_pooled_and_stratified_agree():
    users = np.array([[300, 700], [600, 1400]])
    conversions = np.array([[31, 17], [53, 41]])
    assert stratified_effect(users, conversions)[0] == pytest.approx(
        pooled_effect(users, conversions)
    )


def test_the_stratified_error_is_that_of_simulated_experiments():
    rng = np.random.default_rng(0)
    rates = np.array([[0.1, 0.06], [0.12, 0.08]])
    runs = [stratified_effect(USERS, rng.binomial(USERS, rates)) for _ in range(3001)]
    effects, errors = np.transpose(runs)
    assert effects.mean() == pytest.approx(0.02, abs=4 * effects.std() / 3001**0.5)
    assert errors.mean() == pytest.approx(effects.std(), rel=0.05)


def test_rejects_shapes_that_do_not_match():
    with pytest.raises(ValueError, match="expected a positive share per arm"):
        srm_p_value([1, 2], [1, 0])
    with pytest.raises(ValueError, match=r"expected \(2, periods\)"):
        stratified_effect(USERS.T[:1], CONVERSIONS.T[:1])
