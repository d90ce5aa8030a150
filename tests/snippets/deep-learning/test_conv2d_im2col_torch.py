import numpy as np
import pytest
import torch
from snippets.deep_learning.conv2d_im2col import (
    conv2d,
    conv2d_backward,
    conv2d_transpose,
    im2col,
)
from torch.nn import functional

SETTINGS = [
    {"stride": int(stride), "pad": int(pad), "dilation": int(dilation), "groups": g}
    for g in (1, 2, 6)
    for stride, pad, dilation in np.random.default_rng(0).integers(
        [1, 0, 1], [4, 4, 4], size=(4, 3)
    )
]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_outputs_and_gradients_agree_with_torch(setting):
    rng = np.random.default_rng(1)
    groups = setting["groups"]
    x = rng.normal(size=(2, 6, 17, 13))
    w = rng.normal(size=(12, 6 // groups, 3, 5))
    tensors = [torch.from_numpy(value).requires_grad_() for value in (x, w)]
    theirs = functional.conv2d(
        *tensors,
        stride=setting["stride"],
        padding=setting["pad"],
        dilation=setting["dilation"],
        groups=groups,
    )
    ours = conv2d(x, w, **setting)
    np.testing.assert_allclose(ours, theirs.detach(), atol=1e-8)
    grad = rng.normal(size=ours.shape)
    expected = torch.autograd.grad(theirs, tensors, torch.from_numpy(grad))
    for mine, other in zip(
        conv2d_backward(grad, x, w, **setting), expected, strict=True
    ):
        np.testing.assert_allclose(mine, other, atol=1e-8)


def test_columns_agree_with_unfold():
    x = np.random.default_rng(0).normal(size=(2, 3, 11, 7))
    theirs = functional.unfold(
        torch.from_numpy(x), (3, 2), dilation=2, padding=1, stride=3
    )
    np.testing.assert_allclose(im2col(x, (3, 2), 3, 1, 2), theirs)


def test_the_adjoint_agrees_with_conv_transpose():
    rng = np.random.default_rng(0)
    y, w = rng.normal(size=(2, 5, 4, 3)), rng.normal(size=(5, 3, 4, 4))
    theirs = functional.conv_transpose2d(
        torch.from_numpy(y), torch.from_numpy(w), stride=2, padding=1
    )
    ours = conv2d_transpose(y, w, theirs.shape[2:], stride=2, pad=1)
    np.testing.assert_allclose(ours, theirs, atol=1e-10)
