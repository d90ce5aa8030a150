import numpy as np
import pytest
from snippets.deep_learning.gradient_check import central_difference, relative_error
from snippets.deep_learning.micrograd_tensor import Tensor


def test_a_reused_node_receives_the_sum_over_its_uses():
    a = Tensor(3.0)
    b = a + a
    (b * b * a).backward()  # 4 a^3
    assert a.grad == 12 * 3**2


def test_gradients_accumulate_over_calls_and_interior_nodes_do_not_double():
    a = Tensor([1.0, 2.0, 5.0])
    loss = (a * a).sum()
    loss.backward()
    once = a.grad
    loss.backward()
    np.testing.assert_array_equal(once, 2 * a.data)
    np.testing.assert_array_equal(a.grad, 2 * once)


def test_a_diamond_of_many_levels_costs_one_visit_a_node():
    a = Tensor(1.0)
    node = a
    for _ in range(60):  # 2^60 paths
        node = node + node
    node.backward()
    assert a.grad == 2.0**60


def test_softmax_of_huge_scores_stays_finite():
    scores = Tensor([[1e4, -1e4, 0.0]])
    (scores.softmax() * Tensor([1.0, 2.0, 3.0])).sum().backward()
    assert np.isfinite(scores.grad).all()


def test_equals_central_differences():
    x = np.random.default_rng(0).normal(size=(5, 3))
    w, c = np.random.default_rng(1).normal(size=(3, 7)), np.arange(7.0)

    def loss(values):
        node = Tensor(values)
        return node, ((node @ Tensor(w)).softmax() * Tensor(c)).sum()

    node, total = loss(x)
    total.backward()
    numeric = central_difference(lambda v: loss(v)[1].data.item(), x, 6e-6)
    assert relative_error(node.grad, numeric) < 1e-8


def test_rejects_a_backward_from_many_numbers():
    with pytest.raises(ValueError, match=r"expected a single number, got shape \(3,\)"):
        Tensor([1, 2, 3]).backward()


def test_rejects_a_batched_matrix_product():
    with pytest.raises(ValueError, match="expected two matrices"):
        Tensor(np.ones((2, 3, 5))) @ Tensor(np.ones((5, 7)))
