import numpy as np
import torch
from snippets.deep_learning.hvp_power_iteration import (
    gradient,
    hessian_vector,
    top_eigenvalue,
)


def test_equals_the_full_hessian_and_its_eigenvalues():
    rng = np.random.default_rng(0)
    w = rng.normal(size=5 * 7 + 7 * 3)
    x, y = rng.normal(size=(13, 5)), np.eye(3)[rng.integers(3, size=13)]

    def split(flat):
        return flat[:35].reshape(5, 7), flat[35:].reshape(7, 3)

    def loss(flat):
        w1, w2 = split(flat)
        logits = torch.tanh(torch.tensor(x) @ w1) @ w2
        return torch.nn.functional.cross_entropy(logits, torch.tensor(y))

    hessian = torch.autograd.functional.hessian(loss, torch.tensor(w)).numpy()

    def product(v):
        parts = hessian_vector(*split(w), *split(v), x, y)
        return np.concatenate([part.ravel() for part in parts])

    v = rng.normal(size=w.size)
    np.testing.assert_allclose(product(v), hessian @ v, atol=1e-10)
    slope = torch.autograd.functional.jacobian(loss, torch.tensor(w)).numpy()
    ours = np.concatenate([part.ravel() for part in gradient(*split(w), x, y)])
    np.testing.assert_allclose(ours, slope, atol=1e-12)
    values = torch.linalg.eigvalsh(torch.tensor(hessian)).numpy()
    largest = values[np.abs(values).argmax()]
    value, _ = top_eigenvalue(product, w.size, rng)
    np.testing.assert_allclose(value, largest, rtol=1e-6)
