import numpy as np
import pytest
import torch
from snippets.deep_learning.micrograd_tensor import Tensor

SHAPES = [(5, 7), (7,), (5, 1), (1, 7), (), (1, 5, 7)]


def _random_graph(operations, leaves, rng):
    """Combine random earlier nodes, leaves and results, so that many are reused."""
    nodes = list(leaves)
    for _ in range(17):
        a, b = (nodes[i] for i in rng.integers(len(nodes), size=2))
        kind = rng.integers(len(operations))
        nodes.append(operations[kind](a, b))
    total = operations[0](nodes[0], nodes[-1])
    for node in nodes[-7:]:
        total = operations[0](total, node)
    return total


OURS = [
    lambda a, b: a + b,
    lambda a, b: a * b,
    lambda a, b: (a + b).pointwise(np.tanh, lambda x: 1 - np.tanh(x) ** 2),
    lambda a, b: (a * b).softmax() if (a * b).data.ndim else a,
    lambda a, b: (a + b).sum(-1) if (a + b).data.ndim else b,
]
THEIRS = [
    lambda a, b: a + b,
    lambda a, b: a * b,
    lambda a, b: torch.tanh(a + b),
    lambda a, b: (a * b).softmax(-1) if (a * b).ndim else a,
    lambda a, b: (a + b).sum(-1, keepdim=True) if (a + b).ndim else b,
]


@pytest.mark.parametrize("seed", range(12))
def test_random_graphs_equal_autograd(seed):
    rng = np.random.default_rng(seed)
    values = [rng.uniform(-1, 1, shape) for shape in SHAPES]
    ours = [Tensor(value) for value in values]
    theirs = [torch.tensor(value, requires_grad=True) for value in values]
    _random_graph(OURS, ours, np.random.default_rng(seed)).sum().backward()
    total = _random_graph(THEIRS, theirs, np.random.default_rng(seed)).sum()
    expected = torch.autograd.grad(total, theirs, allow_unused=True)
    used = 0
    for node, gradient in zip(ours, expected, strict=True):
        if gradient is not None:
            used += 1
            np.testing.assert_allclose(node.grad, gradient, rtol=1e-8, atol=1e-8)
    assert used > 2


def test_a_network_equals_autograd():
    rng = np.random.default_rng(0)
    values = [rng.normal(size=shape) for shape in [(11, 5), (5, 7), (7,), (7, 3)]]
    labels = np.eye(3)[rng.integers(3, size=11)]
    x, w1, b1, w2 = ours = [Tensor(value) for value in values]
    hidden = (x @ w1 + b1).pointwise(lambda z: np.maximum(z, 0), lambda z: z > 0)
    log_p = (hidden @ w2).softmax().pointwise(np.log, np.reciprocal)
    (log_p * Tensor(-labels / 11)).sum().backward()
    theirs = [torch.tensor(value, requires_grad=True) for value in values]
    x, w1, b1, w2 = theirs
    logits = torch.relu(x @ w1 + b1) @ w2
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(labels))
    for node, gradient in zip(ours, torch.autograd.grad(loss, theirs), strict=True):
        np.testing.assert_allclose(node.grad, gradient, atol=1e-12)
