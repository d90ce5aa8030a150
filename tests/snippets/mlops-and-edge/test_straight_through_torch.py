import numpy as np
import pytest
import torch
from snippets.mlops_and_edge.straight_through import fake_quantize, straight_through

STEP, LOW, HIGH = 0.25, -7, 5


@pytest.fixture
def values():
    rng = np.random.default_rng(5)
    return rng.normal(size=(11, 13)), rng.normal(size=(11, 13))


def test_both_ways_agree_with_torch(values):
    x, upstream = values
    leaf = torch.tensor(x, requires_grad=True)
    out = torch.fake_quantize_per_tensor_affine(leaf, STEP, 0, LOW, HIGH)
    out.backward(torch.tensor(upstream))
    np.testing.assert_allclose(fake_quantize(x, STEP, LOW, HIGH), out.detach())
    ours, _ = straight_through(x, STEP, LOW, HIGH, upstream)
    np.testing.assert_allclose(ours, leaf.grad)
    assert 0 < (ours == 0).mean() < 0.5


def test_the_gradient_of_the_step_agrees_with_torch(values):
    x, upstream = (array.astype(np.float32) for array in values)
    leaf = torch.tensor(x, requires_grad=True)
    step = torch.tensor([STEP], requires_grad=True)
    zero = torch.tensor([0.0])
    out = torch._fake_quantize_learnable_per_tensor_affine(
        leaf, step, zero, LOW, HIGH, 1.0
    )
    out.backward(torch.tensor(upstream))
    _, ours = straight_through(x, STEP, LOW, HIGH, upstream)
    assert ours == pytest.approx(step.grad.item(), rel=1e-4)
