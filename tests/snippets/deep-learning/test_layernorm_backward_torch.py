import numpy as np
import torch
from snippets.deep_learning.layernorm_backward import (
    layer_norm,
    layer_norm_backward,
    softmax_cross_entropy,
)
from torch.autograd.function import once_differentiable


def test_layer_norm_equals_torch():
    rng = np.random.default_rng(0)
    x, grad = rng.normal(size=(2, 5, 11))
    gain, bias = rng.normal(size=(2, 11))
    y, saved = layer_norm(x, gain, bias)
    theirs = [torch.tensor(value, requires_grad=True) for value in (x, gain, bias)]
    out = torch.nn.functional.layer_norm(theirs[0], (11,), *theirs[1:])
    np.testing.assert_allclose(y, out.detach(), atol=1e-12)
    expected = torch.autograd.grad(out, theirs, torch.tensor(grad))
    for ours, other in zip(
        layer_norm_backward(grad, gain, saved), expected, strict=True
    ):
        np.testing.assert_allclose(ours, other, atol=1e-12)


def test_gradcheck_accepts_the_layer():
    class Norm(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, gain, bias):
            y, saved = layer_norm(x.numpy(), gain.numpy(), bias.numpy())
            ctx.gain, ctx.saved = gain.numpy(), saved
            return torch.from_numpy(y)

        @staticmethod
        @once_differentiable
        def backward(ctx, grad):
            parts = layer_norm_backward(grad.numpy(), ctx.gain, ctx.saved)
            return tuple(torch.from_numpy(part) for part in parts)

    torch.manual_seed(0)
    inputs = [torch.randn(size, dtype=torch.float64) for size in [(3, 7), 7, 7]]
    for value in inputs:
        value.requires_grad_()
    assert torch.autograd.gradcheck(Norm.apply, inputs)


def test_cross_entropy_equals_torch():
    rng = np.random.default_rng(0)
    logits, labels = rng.normal(size=(7, 5)), rng.integers(5, size=7)
    loss, grad = softmax_cross_entropy(logits, labels)
    z = torch.tensor(logits, requires_grad=True)
    expected = torch.nn.functional.cross_entropy(z, torch.tensor(labels))
    assert abs(loss - expected.item()) < 1e-12
    np.testing.assert_allclose(grad, torch.autograd.grad(expected, z)[0], atol=1e-12)
