import numpy as np
import pytest
from snippets.mlops_and_edge.smoothquant_migration import (
    example,
    int8_product,
    migrate,
    relative_error,
    rotate,
    split_product,
)


@pytest.fixture
def operands():
    x, w = example(np.random.default_rng(3), tokens=37, inputs=128, outputs=29)
    return x, w, x @ w.T


@pytest.mark.parametrize("alpha", [0, 0.3, 0.5, 1])
def test_migration_changes_nothing_before_quantization(operands, alpha):
    x, w, exact = operands
    smooth, scaled = migrate(x, w, alpha)
    np.testing.assert_allclose(smooth @ scaled.T, exact, rtol=1e-9, atol=1e-9)


def test_at_one_half_both_sides_have_equal_maxima(operands):
    x, w, _ = operands
    smooth, scaled = migrate(x, w)
    np.testing.assert_allclose(np.abs(smooth).max(axis=0), np.abs(scaled).max(axis=0))


def test_at_one_all_activation_channels_have_maximum_one(operands):
    x, w, _ = operands
    smooth, scaled = migrate(x, w, 1)
    np.testing.assert_allclose(np.abs(smooth).max(axis=0), 1)
    np.testing.assert_allclose(scaled, w * np.abs(x).max(axis=0))


def test_each_response_lowers_the_error(operands):
    x, w, exact = operands
    tensor = relative_error(int8_product(x, w, per_token=False), exact)
    token = relative_error(int8_product(x, w), exact)
    assert token < tensor
    for better in (
        int8_product(*migrate(x, w)),
        split_product(x, w),
        int8_product(*rotate(x, w)),
    ):
        assert relative_error(better, exact) < token / 2


def test_split_without_outliers_is_the_plain_product(operands):
    x, w, _ = operands
    np.testing.assert_array_equal(split_product(x, w, np.inf), int8_product(x, w))
    np.testing.assert_allclose(split_product(x, w, 0), x @ w.T)


def test_rotation_keeps_norms_and_products(operands):
    x, w, exact = operands
    turned, other = rotate(x, w)
    np.testing.assert_allclose(turned @ other.T, exact, atol=1e-9)
    np.testing.assert_allclose(
        np.linalg.norm(turned, axis=1), np.linalg.norm(x, axis=1)
    )


def test_the_product_is_exact_on_the_grid():
    rng = np.random.default_rng(0)
    x, w = (rng.integers(-127, 128, (n, 31)).astype(float) for n in (3, 5))
    x[:, 0] = w[:, 0] = 127
    np.testing.assert_allclose(int8_product(0.5 * x, 0.25 * w), 0.125 * x @ w.T)


def test_dead_channels_stay_finite():
    x, w = np.ones((2, 3)), np.ones((5, 3))
    x[:, 1], w[:, 2] = 0, 0
    assert all(np.isfinite(a).all() for a in migrate(x, w))
    assert np.isfinite(int8_product(0 * x, w)).all()


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="alpha from 0 to 1, got 2"):
        migrate(np.ones((2, 3)), np.ones((5, 3)), 2)
    with pytest.raises(ValueError, match="inner sizes"):
        int8_product(np.ones((2, 3)), np.ones((5, 4)))
