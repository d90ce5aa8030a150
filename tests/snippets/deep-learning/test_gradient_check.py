import numpy as np
import pytest
from scipy.optimize import approx_fprime
from snippets.deep_learning.gradient_check import (
    best_step,
    central_difference,
    relative_error,
)

X = np.random.default_rng(0).normal(size=(3, 5))


def test_agrees_with_scipy():
    ours = central_difference(lambda x: np.sin(x).sum(), X, best_step(X.dtype))
    theirs = approx_fprime(X.ravel(), lambda x: np.sin(x).sum())
    np.testing.assert_allclose(ours.ravel(), theirs, atol=1e-6)
    assert relative_error(ours, np.cos(X)) < 1e-9


def test_the_best_step_beats_larger_and_smaller_ones():
    def error(step):
        numeric = central_difference(lambda x: np.exp(x).sum(), X, step)
        return relative_error(numeric, np.exp(X))

    best = best_step(X.dtype)
    assert error(best) < error(best * 100) / 10
    assert error(best) < error(best / 100) / 10


def test_a_wrong_gradient_is_found():
    numeric = central_difference(lambda x: (x**2).sum(), X, 6e-6)
    assert relative_error(numeric, 2 * X) < 1e-9
    assert relative_error(numeric, 2.02 * X) == pytest.approx(0.01 / 2.01, rel=1e-3)
    assert relative_error(0 * X, 0 * X) == 0


def test_rejects_integers():
    with pytest.raises(ValueError, match="expected floating-point x, got int"):
        central_difference(np.sum, np.arange(3), 1e-3)
