import numpy as np
import torch
from snippets.reinforcement_learning.squashed_gaussian import squashed_log_density
from torch.distributions import Independent, Normal, TransformedDistribution
from torch.distributions.transforms import TanhTransform


def test_density_agrees_with_a_transformed_normal():
    u, mean = np.random.default_rng(0).normal(size=(2, 13, 3))
    log_std = np.array([-0.5, 0.1, -1.2])
    normal = Normal(torch.tensor(mean), torch.tensor(np.exp(log_std)).expand(13, 3))
    policy = Independent(
        TransformedDistribution(normal, TanhTransform(cache_size=1)), 1
    )
    expected = policy.log_prob(torch.tanh(torch.tensor(u)))
    np.testing.assert_allclose(
        squashed_log_density(u, mean, log_std), expected.numpy(), rtol=1e-9
    )
