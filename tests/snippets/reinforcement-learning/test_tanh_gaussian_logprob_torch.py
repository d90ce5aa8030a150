import numpy as np
import pytest
import torch
from snippets.reinforcement_learning.tanh_gaussian_logprob import (
    tanh_gaussian_log_prob,
)
from torch.distributions import Independent, Normal, TransformedDistribution
from torch.distributions.transforms import TanhTransform


def test_agrees_with_torch():
    rng = np.random.default_rng(7)
    u, mean, log_std = rng.normal(0, 3, (11, 5)), rng.normal(size=5), rng.normal(size=5)
    base = Normal(torch.tensor(mean), torch.tensor(log_std).exp())
    squashed = TransformedDistribution(base, TanhTransform(cache_size=1))
    action = squashed.transforms[0](torch.tensor(u))  # cached, so the inverse is exact
    expected = Independent(squashed, 1).log_prob(action).numpy()
    assert tanh_gaussian_log_prob(u, mean, log_std) == pytest.approx(
        expected, rel=1e-10
    )
