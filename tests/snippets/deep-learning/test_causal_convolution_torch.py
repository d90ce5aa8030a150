import numpy as np
import torch
from snippets.deep_learning.causal_convolution import offline


def test_a_layer_equals_a_left_padded_conv1d():
    rng = np.random.default_rng(0)
    x, weight = rng.normal(size=(41, 2)), rng.normal(size=(3, 2, 7))
    padded = torch.nn.functional.pad(torch.tensor(x.T)[None], (2 * 5, 0))
    kernel = torch.tensor(weight[::-1].transpose(2, 1, 0).copy())
    expected = torch.relu(torch.nn.functional.conv1d(padded, kernel, dilation=5))
    np.testing.assert_allclose(offline(x, [weight], [5]).T, expected[0], atol=1e-12)
