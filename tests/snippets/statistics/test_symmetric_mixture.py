import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from snippets.statistics.symmetric_mixture import (
    bound,
    em_step,
    log_likelihood,
    missing_fraction,
)

X = np.random.default_rng(0).normal(size=101) + np.repeat([-1.5, 1.5], [47, 54])


@pytest.mark.parametrize("m", [-2.0, 0.0, 0.7, 40.0])
def test_likelihood_agrees_with_scipy(m):
    parts = norm.logpdf(X[:, None], [-m, m]) - np.log(2)
    expected = np.logaddexp.reduce(parts, axis=1).sum()
    assert log_likelihood(m, X) == pytest.approx(expected)


def test_bound_touches_at_the_old_value_and_lies_below_elsewhere():
    grid = np.linspace(-4, 4, 41)
    for old in (-1.3, 0.2, 2.9):
        gaps = [log_likelihood(m, X) - bound(m, X, old) for m in grid]
        assert min(gaps) > -1e-9
        assert bound(old, X, old) == pytest.approx(log_likelihood(old, X))


def test_a_step_maximizes_the_bound():
    for old in (0.2, 2.9):
        new = em_step(old, X)
        for nearby in (new - 1e-3, new + 1e-3):
            assert bound(nearby, X, old) < bound(new, X, old)


def test_zero_stays_at_zero_and_signs_mirror():
    assert em_step(0.0, X) == 0
    assert em_step(-0.7, X) == -em_step(0.7, X)


@pytest.mark.parametrize("m", [0.5, 1.3, 3.0])
def test_rate_is_the_slope_of_the_population_update(m):
    def update(value):
        def term(x):
            density = (norm.pdf(x, -m) + norm.pdf(x, m)) / 2
            return x * np.tanh(value * x) * density

        return 2 * quad(term, 0, m + 12)[0]

    assert update(m) == pytest.approx(m)
    slope = (update(m + 1e-4) - update(m - 1e-4)) / 2e-4
    assert missing_fraction(m) == pytest.approx(slope, abs=1e-5)


def test_merged_components_miss_everything_and_distant_ones_nothing():
    assert missing_fraction(1e-6) == pytest.approx(1)
    assert missing_fraction(6) < 1e-4


def test_rejects_zero():
    with pytest.raises(ValueError, match="expected a positive m, got 0"):
        missing_fraction(0)
