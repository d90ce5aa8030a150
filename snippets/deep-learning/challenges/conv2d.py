r"""Convolution without loops over pixels

Write `conv2d(x, w, stride, pad)` as deep-learning frameworks define it: the
cross-correlation of an image `x` $(C, H, W)$ with filters `w` $(O, C, k, k)$, after
padding `x` with `pad` zeros on each of its four sides. Return an array
$(O, H', W')$ of floats. Loops over output pixels are not allowed; with NumPy they would
be far too slow. The kernel always fits into the padded image. Leave `x` as it is.

Example: a 3 × 3 image with the numbers 0 to 8 and one 2 × 2 filter of ones gives the
sums of the four patches, 8 and 12 in the first row, 20 and 24 in the second.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 20
TOPICS = ["convolution", "numpy-vectorization"]
ARTICLE = "deep-learning/convolutional-networks"
HINTS = [
    "Settle the sizes first. Along one axis there are "
    r"$\lfloor (n + 2p - k)/s \rfloor + 1$ places for the kernel.",
    "Collect the patch of each place. `np.lib.stride_tricks.sliding_window_view` gives "
    "all patches as a view; keep every `stride`-th in both directions. Or loop over the "
    "$k^2$ taps and slice the image with a step of `stride`.",
    "The rest is one product over channels and taps: reshape to matrices, or use "
    "`np.einsum` or `np.tensordot`. Mind which axes come first in the result.",
]
COMPLEXITY = (
    r"$O(O\,C\,k^2 H' W')$ multiply-adds. The column matrix takes $C k^2 H' W'$ numbers, "
    r"about $k^2/s^2$ times the image; a loop over taps needs only $C H' W'$ at a time."
)
VARIATIONS = [
    (
        "Add a batch dimension, dilation and groups.",
        "Dilation is a second step, inside the window. Groups split the channels of the "
        "columns and the filters alike and make the product a batch of products.",
    ),
    (
        "Now the backward pass.",
        r"The gradient of `w` is the output gradient times the transposed columns. That "
        r"of `x` is `w.T` times the output gradient, added back tap by tap, because "
        r"patches overlap.",
    ),
    (
        "The column matrix does not fit into memory. What then?",
        "Work on a strip of output rows at a time, or build tiles on the fly inside the "
        "matrix product (implicit GEMM), as GPU libraries do.",
    ),
]


# --8<-- [start:solution]
def conv2d(x: np.ndarray, w: np.ndarray, stride: int = 1, pad: int = 0) -> np.ndarray:
    """Return the cross-correlation of x with each filter, without loops over pixels.

    x: (C, H, W), w: (O, C, k, k) -> (O, H', W')

    >>> x = np.arange(9.0).reshape(1, 3, 3)
    >>> conv2d(x, np.ones((1, 1, 2, 2))).tolist()
    [[[8.0, 12.0], [20.0, 24.0]]]
    """
    x = np.pad(x, [(0, 0), (pad, pad), (pad, pad)])
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(1, 2))
    windows = windows[:, ::stride, ::stride]  # (C, H', W', k, k), still a view
    rows, cols = windows.shape[1:3]
    columns = windows.transpose(0, 3, 4, 1, 2).reshape(-1, rows * cols)
    return (w.reshape(len(w), -1) @ columns).reshape(len(w), rows, cols)


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_identity_kernel_returns_the_image():
    x = np.random.default_rng(0).normal(size=(1, 5, 7))
    w = np.zeros((1, 1, 3, 3))
    w[0, 0, 1, 1] = 1
    np.testing.assert_allclose(conv2d(x, w, pad=1), x)


def test_the_kernel_is_not_flipped():
    x = np.zeros((1, 3, 3))
    x[0, 1, 1] = 1
    w = np.arange(9.0).reshape(1, 1, 3, 3)
    np.testing.assert_allclose(conv2d(x, w, pad=1)[0], w[0, 0, ::-1, ::-1])


def test_channels_are_summed():
    x = np.stack([np.ones((3, 3)), 10 * np.ones((3, 3))])
    w = np.ones((1, 2, 3, 3))
    np.testing.assert_allclose(conv2d(x, w), [[[99.0]]])


def test_a_stride_skips_places():
    x = np.arange(25.0).reshape(1, 5, 5)
    w = np.ones((1, 1, 1, 1))
    np.testing.assert_allclose(conv2d(x, w, stride=2)[0], x[0, ::2, ::2])


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _loops(x, w, stride, pad):
    """The definition, one output pixel at a time."""
    x = np.pad(x, [(0, 0), (pad, pad), (pad, pad)])
    k = w.shape[-1]
    rows, cols = ((n - k) // stride + 1 for n in x.shape[1:])
    out = np.empty((len(w), rows, cols))
    for o, i, j in np.ndindex(out.shape):
        patch = x[:, i * stride : i * stride + k, j * stride : j * stride + k]
        out[o, i, j] = (patch * w[o]).sum()
    return out


def _agree(shape, filters, k, stride=1, pad=0):
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=shape), rng.normal(size=(filters, shape[0], k, k))
    expected = _loops(x, w, stride, pad)
    result = conv2d(x, w, stride, pad)
    assert np.shape(result) == expected.shape
    np.testing.assert_allclose(result, expected, atol=1e-10)


def test_non_square_image():
    _agree((3, 11, 7), filters=5, k=3)


def test_stride_larger_than_the_kernel():
    _agree((2, 13, 17), filters=3, k=2, stride=5)


def test_padding_with_stride():
    _agree((3, 7, 11), filters=2, k=5, stride=2, pad=2)


def test_last_pixels_are_dropped_when_the_stride_does_not_fit():
    _agree((2, 8, 11), filters=3, k=3, stride=2)


def test_kernel_as_large_as_the_image():
    _agree((3, 5, 5), filters=7, k=5)


def test_large_padding():
    _agree((1, 2, 3), filters=2, k=3, pad=3)


def test_the_input_is_left_alone():
    x = np.random.default_rng(0).normal(size=(2, 5, 7))
    before = x.copy()
    assert conv2d(x, np.ones((3, 2, 3, 3)), pad=1).shape == (3, 5, 7)
    np.testing.assert_array_equal(x, before)


def test_a_large_image_takes_no_loop_over_pixels():
    from time import perf_counter

    x, w = np.ones((3, 601, 401)), np.ones((2, 3, 3, 3))
    start = perf_counter()
    assert np.all(conv2d(x, w) == 27)
    assert perf_counter() - start < 2


# --8<-- [end:hidden]
