"""Fake quantization for training: forward rounds, backward pretends that it did not.

Sources: Bengio et al. 2013, https://arxiv.org/abs/1308.3432 (straight-through); Esser
et al. 2020, equation 3, https://arxiv.org/abs/1902.08153 (gradient of the step).
"""

import numpy as np


# --8<-- [start:ste]
def fake_quantize(values, step, low, high):
    """Return step · clip(round(values / step), low, high), shape as given.

    low and high are the integers at the ends, for int8 -128 and 127.
    """
    if step <= 0 or low >= high:
        raise ValueError(
            f"expected step > 0 and low < high, got {step}, {low} and {high}"
        )
    return step * np.rint(values / step).clip(low, high)


def straight_through(values, step, low, high, upstream):
    """Return the gradients with respect to the values and to the step.

    upstream: dL/d(output), shape of values. Rounding counts as the identity, clipping
    as itself. The step's gradient is the rounding error in steps inside the range, and
    the integer at the end outside.
    """
    ratio = values / step
    rounded = np.rint(ratio)
    inside = (rounded >= low) & (rounded <= high)
    to_step = np.where(inside, rounded - ratio, rounded.clip(low, high))
    return upstream * inside, float((upstream * to_step).sum())


# --8<-- [end:ste]
