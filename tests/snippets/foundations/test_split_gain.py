import numpy as np
import pytest

from snippets.foundations.split_gain import (
    leaf_objective,
    leaf_weight,
    scan,
    split_gain,
)

N = 43


def rows(seed=0, n=N):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 17, size=n).astype(float)
    return x, rng.normal(size=n), rng.uniform(0.01, 0.25, size=n)


def brute_force(x, g, h, lam):
    """Minimize each leaf's objective on its own and compare before and after."""

    def best(mask):
        return leaf_objective(g[mask].sum(), h[mask].sum(), lam)

    values = np.unique(x)
    thresholds = (values[1:] + values[:-1]) / 2
    parent = best(np.ones(len(x), dtype=bool))
    return thresholds, [parent - best(x < t) - best(x >= t) for t in thresholds]


@pytest.mark.parametrize("seed", range(5))
def test_agrees_with_brute_force(seed):
    x, g, h = rows(seed)
    thresholds, gains = scan(x, g, h, lam=0.7, gamma=0.3)
    expected = brute_force(x, g, h, 0.7)
    np.testing.assert_allclose(thresholds, expected[0])
    np.testing.assert_allclose(gains, np.array(expected[1]) - 0.3, atol=1e-10)


def test_the_leaf_weight_is_the_minimum_of_the_quadratic():
    grid = np.linspace(-3, 3, 600_001)
    values = -1.7 * grid + 0.5 * (0.9 + 0.4) * grid**2
    assert leaf_weight(-1.7, 0.9, 0.4) == pytest.approx(grid[values.argmin()], abs=1e-5)
    assert leaf_objective(-1.7, 0.9, 0.4) == pytest.approx(values.min())


@pytest.mark.parametrize("seed", range(5))
def test_without_penalties_no_split_loses(seed):
    _, gains = scan(*rows(seed), lam=0.0)
    assert gains.min() >= -1e-12


def test_with_lambda_a_split_can_lose():
    assert split_gain((1, 1), (1, 1), lam=1) == pytest.approx(-1 / 6)


def test_light_children_are_refused():
    x, g, h = rows()
    thresholds, gains = scan(x, g, h, lam=1.0, min_child_weight=2.0)
    left = np.array([h[x < t].sum() for t in thresholds])
    refused = np.minimum(left, h.sum() - left) < 2.0
    assert 0 < refused.sum() < len(gains)
    np.testing.assert_array_equal(np.isneginf(gains), refused)


def test_a_constant_feature_has_no_threshold():
    thresholds, gains = scan(np.ones(7), np.arange(7), np.ones(7), lam=1.0)
    assert thresholds.shape == gains.shape == (0,)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"expected x, g and h of one shape"):
        scan(np.ones(3), np.ones(5), np.ones(3), lam=1.0)
    with pytest.raises(ValueError, match=r"expected hessian \+ lam > 0, got 0"):
        leaf_weight(1.0, 0.0, 0.0)
