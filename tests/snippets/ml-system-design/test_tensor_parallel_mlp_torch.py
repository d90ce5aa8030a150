import numpy as np
import torch
from snippets.ml_system_design.tensor_parallel_mlp import backward, forward, split


def test_values_and_gradients_agree_with_pytorch():
    rng = np.random.default_rng(1)
    x, up = rng.normal(size=(5, 7)), rng.normal(size=(5, 7))
    first, second = rng.normal(size=(7, 12)), rng.normal(size=(12, 7))
    tensors = [torch.tensor(a, requires_grad=True) for a in (x, first, second)]
    y = torch.relu(tensors[0] @ tensors[1]) @ tensors[2]
    y.backward(torch.tensor(up))
    shards = split(first, second, 4)
    np.testing.assert_allclose(forward(x, shards), y.detach())
    of_x, of_first, of_second = backward(x, up, shards)
    found = [of_x, np.hstack(of_first), np.vstack(of_second)]
    for ours, theirs in zip(found, tensors, strict=True):
        np.testing.assert_allclose(ours, theirs.grad)
