import numpy as np
import pytest
from scipy.signal import correlate2d
from snippets.deep_learning.conv2d_im2col import (
    conv2d,
    conv2d_backward,
    conv2d_transpose,
    output_size,
)

N, C, OUT, H, W, KH, KW = 2, 3, 5, 13, 11, 3, 2


def case(*shapes, seed=0):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) for shape in shapes]


def test_agrees_with_scipy_cross_correlation():
    x, w = case((N, C, H, W), (OUT, C, KH, KW))
    ours = conv2d(x, w)
    for n, o in np.ndindex(N, OUT):
        expected = sum(correlate2d(x[n, c], w[o, c], mode="valid") for c in range(C))
        np.testing.assert_allclose(ours[n, o], expected, atol=1e-12)


@pytest.mark.parametrize("stride, pad, dilation", [(1, 0, 1), (2, 1, 1), (3, 2, 2)])
def test_transpose_is_the_adjoint(stride, pad, dilation):
    x, w = case((N, C, H, W), (OUT, C, KH, KW))
    output = conv2d(x, w, stride, pad, dilation)
    (y,) = case(output.shape, seed=1)
    back = conv2d_transpose(y, w, (H, W), stride, pad, dilation)
    assert np.vdot(output, y) == pytest.approx(np.vdot(x, back), abs=1e-9)


def test_transpose_is_not_the_inverse():
    x, w = case((1, 1, 5, 5), (1, 1, 3, 3))
    back = conv2d_transpose(conv2d(x, w), w, (5, 5))
    assert np.abs(back - x).max() > 1


def test_input_gradient_is_a_full_convolution_with_the_flipped_kernel():
    x, w, grad = case((1, 1, 7, 5), (1, 1, 3, 3), (1, 1, 5, 3))
    ours, _ = conv2d_backward(grad, x, w)
    full = correlate2d(grad[0, 0], w[0, 0, ::-1, ::-1], mode="full")
    np.testing.assert_allclose(ours[0, 0], full, atol=1e-12)


def test_weight_gradient_correlates_input_with_output_gradient():
    x, w, grad = case((1, 1, 7, 5), (1, 1, 3, 3), (1, 1, 5, 3))
    _, ours = conv2d_backward(grad, x, w)
    expected = correlate2d(x[0, 0], grad[0, 0], mode="valid")
    np.testing.assert_allclose(ours[0, 0], expected, atol=1e-12)


def test_a_1x1_convolution_is_a_linear_layer_at_each_pixel():
    x, w = case((N, C, H, W), (OUT, C, 1, 1))
    expected = np.einsum("oc,nchw->nohw", w[:, :, 0, 0], x)
    np.testing.assert_allclose(conv2d(x, w), expected, atol=1e-12)


def test_as_many_groups_as_channels_keep_channels_apart():
    x, w = case((N, C, H, W), (C, 1, 3, 3))
    changed = x.copy()
    changed[:, 1] += 1
    same = np.isclose(conv2d(x, w, groups=C), conv2d(changed, w, groups=C))
    assert same[:, [0, 2]].all() and not same[:, 1].any()


@pytest.mark.parametrize("k, stride, pad, dilation", [(3, 2, 1, 2), (1, 3, 0, 7)])
def test_output_size_counts_the_places_where_the_kernel_fits(k, stride, pad, dilation):
    for n in range(dilation * (k - 1) + 1, 40):
        last = n + 2 * pad - dilation * (k - 1)
        assert output_size(n, k, stride, pad, dilation) == len(range(0, last, stride))


def test_rejects_a_kernel_larger_than_the_input():
    with pytest.raises(ValueError, match="expected at least 5 padded inputs, got 4"):
        output_size(2, 3, pad=1, dilation=2)


def test_rejects_channels_that_do_not_fit():
    x, w = case((N, C, H, W), (OUT, 2, KH, KW))
    with pytest.raises(ValueError, match="got 3 channels"):
        conv2d(x, w)


def test_rejects_filters_that_the_groups_do_not_divide():
    x, w = case((N, C, H, W), (OUT, 1, KH, KW))
    with pytest.raises(ValueError, match="3 groups"):
        conv2d(x, w, groups=3)
