import numpy as np
import pytest
import statsmodels.api as sm

from snippets.statistics.cuped import cuped, variance_factor

RHO = 0.7


def experiment(rng, n=2003, effect=0.0, share=0.5):
    x, treated = rng.normal(5, 2, n), rng.random(n) < share
    noise = rng.normal(size=n) * np.sqrt(1 - RHO**2)
    return RHO * (x - 5) / 2 + noise + effect * treated, x, treated


def test_agrees_with_least_squares_on_a_centered_covariate():
    y, x, treated = experiment(np.random.default_rng(0), effect=0.3, share=0.3)
    design = sm.add_constant(np.column_stack([treated, x - x.mean()]))
    fit = sm.OLS(y, design).fit(cov_type="HC2")
    effect, error, theta = cuped(y, x, treated)
    assert effect == pytest.approx(fit.params[1])
    assert theta == pytest.approx(fit.params[2])
    assert error == pytest.approx(fit.bse[1], rel=0.01)


def test_a_a_tests_center_on_zero_with_the_promised_variance():
    rng = np.random.default_rng(1)
    runs, plain = [], []
    for _ in range(2000):
        y, x, treated = experiment(rng, n=211)
        runs.append(cuped(y, x, treated)[:2])
        plain.append(y[treated].mean() - y[~treated].mean())
    effects, errors = np.transpose(runs)
    assert abs(effects.mean()) < 3 * effects.std() / np.sqrt(2000)
    assert errors.mean() == pytest.approx(effects.std(), rel=0.05)
    assert effects.var() / np.var(plain) == pytest.approx(1 - RHO**2, rel=0.07)


def test_the_variance_ratio_is_one_minus_rho_squared():
    y, x, treated = experiment(np.random.default_rng(2), n=50_021)
    one, other = y[treated], y[~treated]
    plain = one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)
    ratio = cuped(y, x, treated)[1] ** 2 / plain
    assert ratio == pytest.approx(variance_factor(RHO), rel=0.03)


def test_a_covariate_that_treatment_moves_removes_theta_times_its_shift():
    y, x, treated = experiment(np.random.default_rng(3), effect=0.3)
    honest, _, theta = cuped(y, x, treated)
    biased, _, same = cuped(y, x + 0.4 * treated, treated)
    assert same == pytest.approx(theta)
    assert honest - biased == pytest.approx(0.4 * theta)


def test_a_constant_covariate_gives_the_plain_difference():
    y, _, treated = experiment(np.random.default_rng(4), effect=0.3)
    effect, _, theta = cuped(y, np.full(len(y), 7.0), treated)
    assert theta == 0
    assert effect == pytest.approx(y[treated].mean() - y[~treated].mean())


def test_rejects_unequal_shapes_and_empty_arms():
    with pytest.raises(ValueError, match="expected three equal shapes"):
        cuped(np.ones(3), np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="expected 2 users an arm"):
        cuped(np.ones(5), np.ones(5), np.zeros(5))
    with pytest.raises(ValueError, match="expected a correlation"):
        variance_factor(1.1)
