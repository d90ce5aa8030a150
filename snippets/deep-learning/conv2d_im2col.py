"""2-D convolution as one matrix product: im2col forward, col2im backward.

Source: Dumoulin & Visin 2016, arXiv:1603.07285, relationship 15 with dilation in
section 5.1 (sizes), section 4 (transposed convolution). Shapes: x (N, C, H, W), w
(O, C / groups, KH, KW), output (N, O, H', W'). Cost: N H' W' O C KH KW / groups
multiply-adds; the column matrix repeats each input number up to KH KW times.
"""

import numpy as np


# --8<-- [start:size]
def output_size(n, k, stride=1, pad=0, dilation=1):
    """Return the length of the output along one axis; ValueError if k does not fit."""
    reach = dilation * (k - 1) + 1  # input positions from first to last tap
    if n + 2 * pad < reach:
        raise ValueError(f"expected at least {reach} padded inputs, got {n + 2 * pad}")
    return (n + 2 * pad - reach) // stride + 1


# --8<-- [end:size]


# --8<-- [start:forward]
def im2col(x, kernel, stride=1, pad=0, dilation=1):
    """Return the patches under the kernel as columns, (N, C KH KW, H' W')."""
    for n, k in zip(x.shape[2:], kernel, strict=True):
        output_size(n, k, stride, pad, dilation)
    x = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    reach = [dilation * (k - 1) + 1 for k in kernel]
    view = np.lib.stride_tricks.sliding_window_view(x, reach, axis=(2, 3))
    view = view[:, :, ::stride, ::stride, ::dilation, ::dilation]
    patches = view.transpose(0, 1, 4, 5, 2, 3)  # still a view: nothing copied yet
    return patches.reshape(len(x), -1, view.shape[2] * view.shape[3])


def conv2d(x, w, stride=1, pad=0, dilation=1, groups=1):
    """Return the cross-correlation of x with w, (N, O, H', W')."""
    if w.shape[1] * groups != x.shape[1] or w.shape[0] % groups:
        got = f"{x.shape[1]} channels, weights {w.shape}, {groups} groups"
        raise ValueError(f"expected C / groups input channels in w, got {got}")
    sizes = zip(x.shape[2:], w.shape[2:], strict=True)
    rows, cols = (output_size(n, k, stride, pad, dilation) for n, k in sizes)
    patches = im2col(x, w.shape[2:], stride, pad, dilation)
    patches = patches.reshape(len(x), groups, -1, rows * cols)  # (N, G, C/G K, L)
    return (_matrix(w, groups) @ patches).reshape(len(x), len(w), rows, cols)


def _matrix(w, groups):
    return w.reshape(groups, len(w) // groups, -1)  # (G, O/G, C/G K)


# --8<-- [end:forward]


# --8<-- [start:backward]
def conv2d_transpose(y, w, size, stride=1, pad=0, dilation=1, groups=1):
    """Return the adjoint of conv2d applied to y: (N, O, H', W') -> (N, C, *size)."""
    n, (kh, kw), (rows, cols) = len(y), w.shape[2:], y.shape[2:]
    grads = y.reshape(n, groups, len(w) // groups, -1)  # (N, G, O/G, L)
    columns = _matrix(w, groups).swapaxes(1, 2) @ grads  # (N, G, C/G K, L)
    columns = columns.reshape(n, -1, kh, kw, rows, cols)
    x = np.zeros((n, columns.shape[1], size[0] + 2 * pad, size[1] + 2 * pad))
    for i, j in np.ndindex(kh, kw):  # over taps, never over pixels
        top, left = i * dilation, j * dilation
        bottom, right = top + stride * (rows - 1) + 1, left + stride * (cols - 1) + 1
        x[:, :, top:bottom:stride, left:right:stride] += columns[:, :, i, j]
    return x[:, :, pad : pad + size[0], pad : pad + size[1]]


def conv2d_backward(grad, x, w, stride=1, pad=0, dilation=1, groups=1):
    """Return the gradients for x and w, given that of the output, (N, O, H', W')."""
    patches = im2col(x, w.shape[2:], stride, pad, dilation)
    patches = patches.reshape(len(x), groups, -1, patches.shape[-1])
    grads = grad.reshape(len(x), groups, len(w) // groups, -1)
    grad_w = (grads @ patches.swapaxes(2, 3)).sum(axis=0).reshape(w.shape)
    return conv2d_transpose(grad, w, x.shape[2:], stride, pad, dilation, groups), grad_w


# --8<-- [end:backward]
