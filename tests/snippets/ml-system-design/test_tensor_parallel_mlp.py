import numpy as np
import pytest
from snippets.ml_system_design.tensor_parallel_mlp import backward, forward, split

RNG = np.random.default_rng(0)
X, UP = RNG.normal(size=(5, 7)), RNG.normal(size=(5, 7))
FIRST, SECOND = RNG.normal(size=(7, 12)), RNG.normal(size=(12, 7))


EXACT = {"rtol": 1e-10, "atol": 1e-10}


@pytest.mark.parametrize("ranks", [1, 2, 3, 6])
def test_split_and_whole_agree_with_one_reduction_each_way(ranks):
    reduced = []

    def all_reduce(parts):
        reduced.append([part.shape for part in parts])
        return sum(parts)

    shards = split(FIRST, SECOND, ranks)
    assert [a.shape for a in shards[0]] == [(7, 12 // ranks)] * ranks
    assert [b.shape for b in shards[1]] == [(12 // ranks, 7)] * ranks
    y = forward(X, shards, all_reduce)
    np.testing.assert_allclose(y, np.maximum(X @ FIRST, 0) @ SECOND, **EXACT)
    assert reduced == [[X.shape] * ranks]
    of_x, of_first, of_second = backward(X, UP, shards, all_reduce)
    hidden = X @ FIRST
    at_hidden = (UP @ SECOND.T) * (hidden > 0)
    np.testing.assert_allclose(of_x, at_hidden @ FIRST.T, **EXACT)
    np.testing.assert_allclose(np.hstack(of_first), X.T @ at_hidden, **EXACT)
    of_whole = np.maximum(hidden, 0).T @ UP
    np.testing.assert_allclose(np.vstack(of_second), of_whole, **EXACT)
    assert reduced == [[X.shape] * ranks] * 2


def test_gradients_agree_with_finite_differences():
    shards = split(FIRST, SECOND, 3)
    of_x, *_ = backward(X, UP, shards)
    step = np.zeros_like(X)
    step[2, 3] = 1e-6
    up, down = (np.sum(forward(X + s * step, shards) * UP) for s in (1, -1))
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
