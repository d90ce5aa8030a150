import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from snippets.foundations.lambda_gradients import delta_ndcg, lambda_gradients

N, SIGMA = 11, 1.7


def query(seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=N), rng.integers(0, 4, size=N)


def test_changes_of_ndcg_agree_with_scikit_learn():
    scores, relevance = query()
    gain = 2.0**relevance - 1
    before = ndcg_score([gain], [scores])
    ours = delta_ndcg(scores, relevance)
    for i in range(N):
        for j in range(N):
            swapped = scores.copy()
            swapped[[i, j]] = scores[[j, i]]
            after = ndcg_score([gain], [swapped])
            assert ours[i, j] == pytest.approx(abs(after - before), abs=1e-12)


def frozen_cost(scores, relevance, weight):
    """The pairwise logistic cost with its weights held fixed."""
    better = np.greater.outer(relevance, relevance)
    margin = SIGMA * np.subtract.outer(scores, scores)
    return (weight * np.logaddexp(0, -margin))[better].sum()


def test_gradients_and_hessians_agree_with_finite_differences():
    scores, relevance = query()
    weight, step = delta_ndcg(scores, relevance), 1e-4
    gradient, hessian = lambda_gradients(scores, relevance, SIGMA)
    middle = frozen_cost(scores, relevance, weight)
    for i in range(N):
        move = step * np.eye(N)[i]
        up = frozen_cost(scores + move, relevance, weight)
        down = frozen_cost(scores - move, relevance, weight)
        assert gradient[i] == pytest.approx((up - down) / (2 * step), abs=1e-7)
        curve = (up - 2 * middle + down) / step**2
        assert hessian[i] == pytest.approx(curve, abs=1e-6)


def test_gradients_of_a_query_sum_to_zero():
    gradient, hessian = lambda_gradients(*query(1), SIGMA)
    assert gradient.sum() == pytest.approx(0, abs=1e-12)
    assert np.all(hessian >= 0)


def test_the_best_document_is_pushed_up():
    gradient, _ = lambda_gradients(np.array([0.0, 1.0, 2.0]), np.array([3, 0, 0]))
    assert gradient[0] < 0 < gradient[2]


def test_a_query_without_differences_gives_nothing():
    for level in (0, 2):
        gradient, hessian = lambda_gradients(np.arange(5.0), np.full(5, level))
        np.testing.assert_array_equal(gradient, 0)
        np.testing.assert_array_equal(hessian, 0)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="expected two vectors of one length"):
        lambda_gradients(np.ones(3), np.ones(5))
