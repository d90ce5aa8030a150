"""Integer matrix product of affinely quantized operands, and its requantization.

Source: Jacob et al. 2018, https://arxiv.org/abs/1712.05877, equations 1 to 9 and
section 2.2 (fixed-point multiplier). A real value is scale (q - zero).
"""

import numpy as np


# --8<-- [start:affine]
def affine_parameters(low, high, bits=8):
    """Return (scale, zero) of unsigned integers for reals in [low, high].

    The range is widened to contain 0, and zero is an integer, so that 0.0 is exact.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if not low < high:
        raise ValueError(f"expected a range of positive width, got {low} to {high}")
    scale = (high - low) / (2**bits - 1)
    return scale, round(-low / scale)


def quantize(values, scale, zero, bits=8):
    """Return clip(round(values / scale) + zero) as uint8; shape as given, bits <= 8."""
    steps = np.rint(np.asarray(values) / scale) + zero
    return steps.clip(0, 2**bits - 1).astype(np.uint8)


def dequantize(q, scale, zero):
    """Return the reals scale (q - zero) that the integers stand for."""
    return scale * (q.astype(np.int32) - zero)


# --8<-- [end:affine]


# --8<-- [start:product]
def integer_matmul(xq, x_zero, wq, w_zero):
    """Return sum_i (xq - x_zero)(wq - w_zero) as int32 (B, O), by the four terms.

    xq (B, I) and wq (O, I) of 8-bit integers. Only the first two terms depend on the
    input; with w_zero = 0 the second vanishes. Costs B O I products. Raises ValueError
    if the inner sizes differ.
    """
    if xq.shape[-1] != wq.shape[-1]:
        raise ValueError(
            f"expected equal inner sizes, got {xq.shape[-1]} and {wq.shape[-1]}"
        )
    xq, wq = xq.astype(np.int32), wq.astype(np.int32)
    product = xq @ wq.T
    row_term = w_zero * xq.sum(axis=1, keepdims=True, dtype=np.int32)  # (B, 1)
    column_term = x_zero * wq.sum(axis=1, dtype=np.int32)  # (O,), in advance
    constant = xq.shape[1] * x_zero * w_zero
    return product - row_term - column_term + constant


# --8<-- [end:product]


# --8<-- [start:requantize]
def requantize(accumulator, multiplier, zero):
    """Return uint8 outputs round(multiplier accumulator) + zero, by integers only.

    multiplier = s_x s_w / s_out > 0, a number or (O,). It is stored as an int32
    mantissa and a right shift; halves round up.
    """
    if np.any(np.asarray(multiplier) <= 0):
        raise ValueError(f"expected a positive multiplier, got {multiplier}")
    fraction, exponent = np.frexp(multiplier)  # fraction in [0.5, 1)
    mantissa = np.rint(fraction * 2.0**31).clip(max=2**31 - 1).astype(np.int64)
    shift = 31 - np.asarray(exponent).astype(np.int64)
    if np.any((shift < 1) | (shift > 62)):
        raise ValueError(f"expected a multiplier in (2**-32, 2**30), got {multiplier}")
    half = np.left_shift(np.int64(1), shift - 1)
    rounded = np.right_shift(accumulator.astype(np.int64) * mantissa + half, shift)
    return (rounded + zero).clip(0, 255).astype(np.uint8)


# --8<-- [end:requantize]
