import numpy as np
import torch
from snippets.reinforcement_learning.ppo_clip_grad import ppo_clip


def test_loss_and_gradient_agree_with_autograd():
    rng = np.random.default_rng(3)
    old = -rng.exponential(size=211)
    new, advantages = old + 0.4 * rng.normal(size=211), rng.normal(size=211)
    leaf = torch.tensor(new, requires_grad=True)
    ratio = torch.exp(leaf - torch.tensor(old))
    weight = torch.tensor(advantages)
    loss = -torch.min(ratio * weight, ratio.clamp(0.8, 1.2) * weight).mean()
    loss.backward()
    found, gradient, _ = ppo_clip(new, old, advantages)
    np.testing.assert_allclose(found, loss.item())
    np.testing.assert_allclose(gradient, leaf.grad.numpy(), atol=1e-15)
