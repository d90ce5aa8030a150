"""Idioms of PyTorch's autograd that interviews ask for.

Source: Bengio et al. 2013, arXiv:1308.3432 (straight-through); Pearlmutter
1994 (products with the Hessian); PyTorch notes, "Autograd mechanics".
"""

import torch


# --8<-- [start:where]
def masked_sqrt(x):
    """Return sqrt(x) where x > 0, else 0, with gradient 0 there instead of NaN."""
    positive = x > 0
    safe = torch.where(positive, x, 1.0)  # the unused branch sees a harmless number
    return torch.where(positive, safe.sqrt(), 0.0)


# --8<-- [end:where]


# --8<-- [start:straight]
def straight_through_round(x):
    """Return round(x) forward; backward acts as the identity."""
    return x + (x.round() - x).detach()


# --8<-- [end:straight]


# --8<-- [start:top]
def top_curvature(loss, parameters, steps=100, seed=0):
    """Return v^T H v after power iteration; loss still has its graph.

    Cost: one gradient with graph, then one backward through it a step.
    """
    if steps < 1:
        raise ValueError(f"expected at least one step, got {steps}")
    gradients = torch.autograd.grad(loss, parameters, create_graph=True)
    generator = torch.Generator().manual_seed(seed)
    v = [torch.randn(p.shape, generator=generator, dtype=p.dtype) for p in parameters]
    for _ in range(steps):
        norm = torch.sqrt(sum((part**2).sum() for part in v))
        v = [part / norm for part in v]
        slope = sum((g * part).sum() for g, part in zip(gradients, v, strict=True))
        hv = torch.autograd.grad(slope, parameters, retain_graph=True)
        value = sum((h * part).sum() for h, part in zip(hv, v, strict=True))
        v = hv
    return value.item()


# --8<-- [end:top]
