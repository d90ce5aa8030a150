import numpy as np
import torch
from snippets.deep_learning.separable_and_fold import compose
from torch.nn.functional import conv2d

C, OUT, K = 3, 7, 5


def test_depthwise_then_pointwise_equals_the_composed_kernel():
    rng = np.random.default_rng(0)
    depthwise, pointwise = rng.normal(size=(C, K, K)), rng.normal(size=(OUT, C))
    x = torch.from_numpy(rng.normal(size=(2, C, 13, 11)))
    middle = conv2d(x, torch.from_numpy(depthwise)[:, None], groups=C, padding=2)
    split = conv2d(middle, torch.from_numpy(pointwise)[:, :, None, None])
    dense = conv2d(x, torch.from_numpy(compose(depthwise, pointwise)), padding=2)
    np.testing.assert_allclose(split, dense, atol=1e-10)
