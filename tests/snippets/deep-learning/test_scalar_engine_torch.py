import torch
from snippets.deep_learning.scalar_engine import value


def test_a_neuron_with_a_reused_weight_equals_autograd():
    numbers = [0.7, -1.3, 0.4]
    x, w, b = (value(n) for n in numbers)
    ((x * w + b).tanh() * w + w * w).backward()
    theirs = [torch.tensor(n, dtype=torch.float64, requires_grad=True) for n in numbers]
    x_, w_, b_ = theirs
    loss = torch.tanh(x_ * w_ + b_) * w_ + w_ * w_
    for ours, expected in zip(
        (x, w, b), torch.autograd.grad(loss, theirs), strict=True
    ):
        assert abs(ours.grad - expected.item()) < 1e-12
