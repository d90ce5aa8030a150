import numpy as np
import pytest
from snippets.ml_system_design.tensor_parallel_mlp import backward, forward, split

RNG = np.random.default_rng(0)
X, UP = RNG.normal(size=(5, 7)), RNG.normal(size=(5, 7))
FIRST, SECOND = RNG.normal(size=(7, 12)), RNG.normal(size=(12, 7))


@pytest.mark.parametrize("ranks", [1, 2, 3, 6])
def test_split_and_whole_agree_with_one_reduction_each_way(ranks):
    shards = split(FIRST, SECOND, ranks)
    y, reductions = forward(X, shards)
    np.testing.assert_allclose(y, np.maximum(X @ FIRST, 0) @ SECOND)
    assert reductions == 1
    of_x, of_first, of_second, reductions = backward(X, UP, shards)
    hidden = X @ FIRST
    at_hidden = (UP @ SECOND.T) * (hidden > 0)
    np.testing.assert_allclose(of_x, at_hidden @ FIRST.T)
    np.testing.assert_allclose(np.hstack(of_first), X.T @ at_hidden)
    np.testing.assert_allclose(np.vstack(of_second), np.maximum(hidden, 0).T @ UP)
    assert reductions == 1


def test_gradients_agree_with_finite_differences():
    shards = split(FIRST, SECOND, 3)
    of_x, *_ = backward(X, UP, shards)
    step = np.zeros_like(X)
    step[2, 3] = 1e-6
    up, down = (np.sum(forward(X + s * step, shards)[0] * UP) for s in (1, -1))
    assert of_x[2, 3] == pytest.approx((up - down) / 2e-6, rel=1e-5)


def test_splitting_rows_first_would_need_the_sum_before_the_activation():
    rows = np.split(FIRST[:6], 2, axis=0)
    parts = [X[:, :3] @ rows[0], X[:, 3:6] @ rows[1]]
    separate = sum(np.maximum(part, 0) for part in parts)
    together = np.maximum(sum(parts), 0)
    assert not np.allclose(separate, together)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="divisible by 5"):
        split(FIRST, SECOND, 5)
