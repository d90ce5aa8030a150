import numpy as np
import pytest
import torch
from snippets.deep_learning.receptive_field import input_gradient, receptive_field
from torch.nn.functional import conv1d, conv2d

SIDE = 151  # far larger than any field below


def random_stack(seed):
    rng = np.random.default_rng(seed)
    layers = [tuple(map(int, rng.integers(1, [5, 3, 4]))) for _ in range(4)]
    return layers, [rng.uniform(0.5, 1, size=k) for k, _, _ in layers]


@pytest.mark.parametrize("seed", range(7))
def test_gradient_agrees_with_autograd(seed):
    layers, weights = random_stack(seed)
    x = torch.zeros(1, 1, SIDE, dtype=torch.float64, requires_grad=True)
    y = x
    for (_, stride, dilation), w in zip(layers, weights, strict=True):
        y = conv1d(y, torch.from_numpy(w)[None, None], stride=stride, dilation=dilation)
    (grad,) = torch.autograd.grad(y[0, 0, 0], x)
    ours = input_gradient(layers, weights)
    np.testing.assert_allclose(ours, grad[0, 0, : len(ours)], atol=1e-12)
    assert not grad[0, 0, len(ours) :].any()


@pytest.mark.parametrize("seed", range(5))
def test_support_in_two_dimensions_has_the_extent_of_the_recursion(seed):
    layers, weights = random_stack(seed)
    x = torch.zeros(1, 1, SIDE, SIDE, dtype=torch.float64, requires_grad=True)
    y = x
    for (_, stride, dilation), w in zip(layers, weights, strict=True):
        kernel = torch.from_numpy(np.outer(w, w[::-1]).copy())[None, None]
        y = conv2d(y, kernel, stride=stride, dilation=dilation)
    row, column = y.shape[2] // 2, y.shape[3] // 2
    (grad,) = torch.autograd.grad(y[0, 0, row, column], x)
    for axis in (0, 1):
        places = grad[0, 0].sum(dim=axis).nonzero().ravel()
        extent = int(places[-1] - places[0]) + 1
        assert extent == receptive_field(layers)[-1][0]
