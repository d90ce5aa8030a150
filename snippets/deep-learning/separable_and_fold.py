"""Depthwise-separable convolution: a dense kernel of rank one for each input channel.

Source: Howard et al. 2017, "MobileNets", arXiv:1704.04861, section 3.1. Shapes:
depthwise (C, K, K), pointwise (O, C), dense (O, C, K, K).
"""

import numpy as np

BALANCE = 989e12, 3.35e12  # H100 SXM: dense bf16 FLOP/s, bytes/s


# --8<-- [start:fold]
def compose(depthwise, pointwise):
    """Return the dense kernel (O, C, K, K) that does the same as the two layers."""
    if len(depthwise) != pointwise.shape[1]:
        expected = f"expected {pointwise.shape[1]} depthwise kernels"
        raise ValueError(f"{expected}, got {len(depthwise)}")
    return pointwise[:, :, None, None] * depthwise  # (O, C, 1, 1) * (C, K, K)


def factorize(dense):
    """Return depthwise, pointwise nearest to dense, and the lost share of its square.

    One SVD of an (O, K K) matrix for each input channel; its first term is optimal.
    """
    o, c, k, _ = dense.shape
    u, s, vt = np.linalg.svd(
        dense.transpose(1, 0, 2, 3).reshape(c, o, k * k), full_matrices=False
    )
    lost = (s[:, 1:] ** 2).sum() / (s**2).sum()
    return vt[:, 0].reshape(c, k, k), (u[:, :, 0] * s[:, :1]).T, lost


# --8<-- [end:fold]


# --8<-- [start:cost]
def cost_ratio(k, outputs):
    """Return separable over dense multiply-adds; the same for the weights."""
    return 1 / outputs + 1 / k**2


def time_per_position(k, inputs, outputs, machine=BALANCE):
    """Return the roofline seconds at one position: dense, separable, and fused.

    The larger of arithmetic and traffic for each kernel, in 16-bit numbers. Each input
    is read once and each output written once; weights are shared by many positions and
    not counted. Fused: the depthwise result never reaches memory.
    """
    peak, bandwidth = machine

    def bound(macs, numbers):
        return max(2 * macs / peak, 2 * numbers / bandwidth)

    depthwise, pointwise = k * k * inputs, inputs * outputs
    dense = bound(k * k * inputs * outputs, inputs + outputs)
    split = bound(depthwise, 2 * inputs) + bound(pointwise, inputs + outputs)
    return dense, split, bound(depthwise + pointwise, inputs + outputs)


# --8<-- [end:cost]
