import numpy as np
import pytest
from scipy.signal import correlate2d
from snippets.deep_learning.separable_and_fold import (
    compose,
    cost_ratio,
    factorize,
    time_per_position,
)

C, OUT, K = 3, 7, 5


def layers():
    rng = np.random.default_rng(0)
    return rng.normal(size=(C, K, K)), rng.normal(size=(OUT, C))


def test_two_layers_equal_the_dense_kernel():
    depthwise, pointwise = layers()
    x = np.random.default_rng(1).normal(size=(C, 13, 11))
    middle = [correlate2d(x[c], depthwise[c], mode="valid") for c in range(C)]
    dense = compose(depthwise, pointwise)
    for o in range(OUT):
        expected = sum(correlate2d(x[c], dense[o, c], mode="valid") for c in range(C))
        ours = sum(pointwise[o, c] * middle[c] for c in range(C))
        np.testing.assert_allclose(ours, expected, atol=1e-12)


def test_a_composed_kernel_factorizes_without_loss():
    dense = compose(*layers())
    depthwise, pointwise, lost = factorize(dense)
    np.testing.assert_allclose(compose(depthwise, pointwise), dense, atol=1e-12)
    assert lost < 1e-20


def test_a_random_kernel_loses_what_the_factorization_says():
    dense = np.random.default_rng(2).normal(size=(OUT, C, K, K))
    depthwise, pointwise, lost = factorize(dense)
    rest = dense - compose(depthwise, pointwise)
    assert (rest**2).sum() / (dense**2).sum() == pytest.approx(lost)
    assert 0.3 < lost < 1


def test_ratio_counts_the_weights():
    depthwise, pointwise = layers()
    dense = compose(depthwise, pointwise)
    weights = depthwise.size + pointwise.size
    assert weights / dense.size == pytest.approx(cost_ratio(K, OUT))


def test_without_memory_limits_time_follows_the_multiply_adds():
    dense, split, fused = time_per_position(3, 64, 256, machine=(1e12, 1e30))
    assert split == pytest.approx(fused)
    assert split / dense == pytest.approx(cost_ratio(3, 256))


def test_without_arithmetic_limits_fusion_hides_the_split():
    dense, split, fused = time_per_position(3, 64, 64, machine=(1e30, 1e12))
    assert (split, fused) == pytest.approx((2 * dense, dense))


def test_rejects_other_channels():
    depthwise, pointwise = layers()
    with pytest.raises(ValueError, match="expected 3 depthwise kernels, got 2"):
        compose(depthwise[:2], pointwise)


def test_bytes_count_the_channels_that_each_kernel_reads_and_writes():
    times = time_per_position(3, 5, 11, machine=(1e30, 2.0))  # two bytes a number
    assert times == pytest.approx((5 + 11, 2 * 5 + 5 + 11, 5 + 11))


def test_time_is_the_larger_of_arithmetic_and_traffic():
    dense, split, fused = time_per_position(3, 5, 11, machine=(10.0, 2.0))
    assert dense == pytest.approx(2 * 9 * 5 * 11 / 10)  # 99 > 16
    assert split == pytest.approx(10 + 16)
    assert fused == pytest.approx(2 * (45 + 55) / 10)  # 20 > 16
