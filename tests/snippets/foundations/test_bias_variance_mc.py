import numpy as np
import pytest
from sklearn.linear_model import Ridge

from snippets.foundations.bias_variance_mc import (
    closed_form,
    decompose,
    hat_matrix,
    simulate,
)

INPUTS = np.linspace(-1, 1, 29)
TRUTH = np.sin(4 * INPUTS)
SIGMA = 0.7


@pytest.mark.parametrize("degree, penalty", [(3, 0.37), (11, 2.3)])
def test_hat_matrix_agrees_with_scikit_learn(degree, penalty):
    labels = np.random.default_rng(3).normal(size=29)
    features = np.polynomial.legendre.legvander(INPUTS, degree)
    ridge = Ridge(alpha=penalty, fit_intercept=False).fit(features, labels)
    ours = hat_matrix(INPUTS, degree, penalty) @ labels
    np.testing.assert_allclose(ours, ridge.predict(features), atol=1e-10)


def test_without_penalty_it_is_polynomial_least_squares():
    labels = np.random.default_rng(5).normal(size=29)
    reference = np.polynomial.Polynomial.fit(INPUTS, labels, 7)(INPUTS)
    np.testing.assert_allclose(hat_matrix(INPUTS, 7) @ labels, reference, atol=1e-10)


@pytest.mark.parametrize("degree, penalty", [(2, 0.0), (13, 0.0), (13, 1.7)])
def test_terms_agree_with_the_closed_form_and_add_up(degree, penalty):
    hat, fits = hat_matrix(INPUTS, degree, penalty), 1999
    rng = np.random.default_rng(7)
    predictions, errors = simulate(hat, TRUTH, SIGMA, fits, rng)
    measured, exact = (
        decompose(predictions, TRUTH, SIGMA),
        closed_form(hat, TRUTH, SIGMA),
    )
    assert measured.bias2 == pytest.approx(exact.bias2, abs=0.01)
    assert measured.variance == pytest.approx(exact.variance, rel=0.05)
    standard_error = errors.std(ddof=1) / np.sqrt(fits)
    assert abs(errors.mean() - measured.total) < 3 * standard_error
    assert abs(errors.mean() - exact.total) < 3 * standard_error


def test_penalty_lowers_variance_and_raises_bias():
    penalties = [0, 0.01, 0.1, 1, 10, 100]
    terms = [closed_form(hat_matrix(INPUTS, 13, p), TRUTH, SIGMA) for p in penalties]
    assert np.all(np.diff([term.variance for term in terms]) < 0)
    assert np.all(np.diff([term.bias2 for term in terms]) > 0)


def test_few_fits_do_not_inflate_the_bias():
    hat, rng = hat_matrix(INPUTS, 13), np.random.default_rng(11)
    estimates = []
    for _ in range(400):
        predictions, _ = simulate(hat, TRUTH, SIGMA, 5, rng)
        estimates.append(decompose(predictions, TRUTH, SIGMA).bias2)
    exact = closed_form(hat, TRUTH, SIGMA)
    error = np.std(estimates) / 20
    assert abs(np.mean(estimates) - exact.bias2) < 4 * error
    assert exact.variance / 5 > 10 * error  # what the plain estimate would add


def test_rejects_what_it_cannot_use():
    with pytest.raises(ValueError, match=r"expected degree >= 0.*got 29, 0\.0"):
        hat_matrix(INPUTS, 29)
    with pytest.raises(ValueError, match=r"expected predictions.*got \(1, 29\)"):
        decompose(np.zeros((1, 29)), TRUTH, SIGMA)
    with pytest.raises(ValueError, match=r"got \(29, 3\)"):
        decompose(np.zeros((29, 3)), TRUTH, SIGMA)
