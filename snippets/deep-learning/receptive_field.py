"""Receptive field of a stack of layers: the recursion, and what gradients say.

Source: Araujo, Norris & Sim 2019, doi:10.23915/distill.00021 (recursion); Luo et al.
2016, arXiv:1701.04128, section 2 (gradients). One axis: lengths are in input pixels.
A layer is (kernel size k, stride s, dilation d); pooling counts as a layer.
"""

import numpy as np


# --8<-- [start:recursion]
def receptive_field(layers):
    """Return (field, jump) after each layer (k, s, d), in input pixels.

    Jump is the distance between the centers of neighboring outputs. Cost: one pass.
    """
    field, jump, rows = 1, 1, []
    for k, stride, dilation in layers:
        if min(k, stride, dilation) < 1:
            got = (k, stride, dilation)
            raise ValueError(f"expected k, stride and dilation >= 1, got {got}")
        field += (k - 1) * dilation * jump
        jump *= stride
        rows.append((field, jump))
    return rows


# --8<-- [end:recursion]


# --8<-- [start:gradient]
def input_gradient(layers, weights):
    """Return d output / d input of one output of a linear stack, a vector.

    layers: (k, s, d) each; weights: one vector (k,) each. Backward through a strided
    layer inserts zeros; through a dilated one it spreads the taps.
    """
    gradient = np.ones(1)
    for (k, stride, dilation), weight in reversed(
        list(zip(layers, weights, strict=True))
    ):
        if len(weight) != k:
            raise ValueError(f"expected {k} weights, got {len(weight)}")
        gradient = np.convolve(_spread(gradient, stride), _spread(weight, dilation))
    return gradient


def _spread(values, step):
    spread = np.zeros(step * (len(values) - 1) + 1)
    spread[::step] = values
    return spread


# --8<-- [end:gradient]


# --8<-- [start:effective]
def deviation(profile):
    """Return the standard deviation of a non-negative profile, in input pixels."""
    position = np.arange(len(profile))
    share = profile / profile.sum()
    return np.sqrt(share @ (position - share @ position) ** 2)


def effective_deviation(layers):
    """Return the deviation of the expected squared gradient for random weights.

    Independent weights of mean 0 and equal variance: the squares average to a product
    of box filters, so the variances (k^2 - 1)/12, in units of (d jump)^2, add up.
    """
    jumps = [1, *(jump for _, jump in receptive_field(layers))]
    steps = zip(layers, jumps[:-1], strict=True)
    return np.sqrt(sum((k**2 - 1) / 12 * (d * jump) ** 2 for (k, _, d), jump in steps))


# --8<-- [end:effective]
