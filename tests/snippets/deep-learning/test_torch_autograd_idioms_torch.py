import pytest
import torch
from snippets.deep_learning.torch_autograd_idioms import (
    masked_sqrt,
    straight_through_round,
    top_curvature,
)


def gradient(function, *values):
    x = torch.tensor(values, dtype=torch.float64, requires_grad=True)
    return torch.autograd.grad(function(x).sum(), x)[0]


def test_masked_sqrt_has_finite_gradients():
    assert gradient(masked_sqrt, -4.0, 0.0, 4.0).tolist() == [0, 0, 0.25]


def test_the_plain_mask_and_a_clamp_at_zero_have_nan():
    plain = gradient(lambda x: torch.where(x > 0, x.sqrt(), 0.0), -4.0, 0.0, 4.0)
    assert plain.isnan().tolist() == [True, True, False]
    zero = gradient(lambda x: torch.where(x > 0, x.clamp(min=0).sqrt(), 0.0), 0.0)
    assert zero.isnan().all()
    tiny = gradient(lambda x: torch.where(x > 0, x.clamp(min=1e-12).sqrt(), 0.0), 0.0)
    assert tiny.tolist() == [0]
    multiplied = gradient(lambda x: x.sqrt() * (x > 0), 0.0)
    assert multiplied.isnan().all()


def test_straight_through_is_rounding_forward_and_identity_backward():
    x = torch.tensor([0.2, 1.7, -2.6], requires_grad=True)
    assert straight_through_round(x).tolist() == [0, 2, -3]
    assert gradient(straight_through_round, 0.2, 1.7).tolist() == [1, 1]
    assert gradient(torch.round, 0.2, 1.7).tolist() == [0, 0]


def test_top_curvature_equals_the_largest_eigenvalue():
    torch.manual_seed(0)
    x, y = torch.randn(13, 5, dtype=torch.float64), torch.arange(13) % 3
    shapes = [(5, 7), (7, 3)]
    weights = [torch.randn(s, dtype=torch.float64, requires_grad=True) for s in shapes]

    def loss(w1, w2):
        return torch.nn.functional.cross_entropy(torch.tanh(x @ w1) @ w2, y)

    blocks = torch.autograd.functional.hessian(loss, tuple(weights))
    sizes = [weight.numel() for weight in weights]
    hessian = torch.cat(
        [
            torch.cat([b.reshape(m, n) for b, n in zip(row, sizes, strict=True)], 1)
            for row, m in zip(blocks, sizes, strict=True)
        ]
    )
    values = torch.linalg.eigvalsh(hessian)
    largest = values[values.abs().argmax()].item()
    assert top_curvature(loss(*weights), weights, 500) == pytest.approx(largest, 1e-6)
    with pytest.raises(ValueError, match="expected at least one step, got 0"):
        top_curvature(loss(*weights), weights, 0)


def test_relu_has_slope_zero_at_zero_so_a_program_is_not_its_function():
    assert gradient(torch.relu, 0.0).tolist() == [0]
    identity = gradient(lambda x: torch.relu(x) - torch.relu(-x), 0.0, 3.0)
    assert identity.tolist() == [0, 1]  # the function is x, with derivative 1


def test_an_edit_of_a_saved_tensor_is_refused():
    x = torch.ones(3, requires_grad=True)
    y = x.exp()  # backward needs y
    y.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


def test_data_edits_escape_the_check_and_give_wrong_gradients():
    x = torch.zeros(3, requires_grad=True)
    y = x.exp()
    y.data.add_(1)
    y.sum().backward()
    assert x.grad.tolist() == [2, 2, 2]  # the derivative of exp at 0 is 1


def test_gradients_accumulate_until_cleared():
    x = torch.ones(1, requires_grad=True)
    for _ in range(2):
        (3 * x).backward()
    assert x.grad.item() == 6
