import numpy as np
import pytest
import torch
from torch.nn import functional as F

from snippets.transformers.lm_loss_shift import causal_loss


def test_the_loss_agrees_with_pytorch():
    rng = np.random.default_rng(1)
    logits, tokens = rng.normal(size=(29, 13)), rng.integers(0, 13, 29)
    documents = np.repeat([0, 1], [13, 16])
    labels = np.where(np.diff(documents) == 0, tokens[1:], -100)
    expected = F.cross_entropy(torch.tensor(logits[:-1]), torch.tensor(labels))
    assert causal_loss(logits, tokens, documents) == pytest.approx(expected.item())
