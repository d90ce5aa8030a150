import numpy as np
import pytest
from sklearn.metrics import dcg_score, ndcg_score

from snippets.foundations.ndcg import dcg, ndcg, reciprocal_rank


@pytest.mark.parametrize("k", [None, 3, 7])
def test_agrees_with_scikit_learn_for_the_linear_gain(k):
    rng = np.random.default_rng(0)
    for _ in range(20):
        grades = rng.integers(0, 4, size=11)
        shown = np.arange(11, 0, -1)[None]
        assert dcg(grades, k) == pytest.approx(dcg_score(grades[None], shown, k=k))
        assert ndcg(grades, k) == pytest.approx(ndcg_score(grades[None], shown, k=k))


@pytest.mark.parametrize("gain", ["linear", "exponential"])
def test_moving_the_better_item_up_never_hurts(gain):
    rng = np.random.default_rng(1)
    for _ in range(50):
        grades = rng.integers(0, 4, size=7)
        i = rng.integers(0, 6)
        swapped = grades.copy()
        swapped[[i, i + 1]] = sorted(grades[[i, i + 1]], reverse=True)
        assert dcg(swapped, gain=gain) >= dcg(grades, gain=gain) - 1e-12


def test_the_ideal_order_is_one_and_nothing_relevant_is_undefined():
    assert ndcg([3, 2, 2, 0], gain="exponential") == 1
    assert np.isnan(ndcg([0, 0, 0]))
    assert ndcg([0, 1]) == pytest.approx(1 / np.log2(3))


def test_gains_differ():
    assert dcg([3, 0], gain="exponential") == 7
    assert dcg([3, 0]) == 3
    assert ndcg([2, 3], gain="exponential") < ndcg([2, 3])


def test_the_first_hit_decides_the_reciprocal_rank():
    assert reciprocal_rank([0, 0, 2, 1]) == pytest.approx(1 / 3)
    assert reciprocal_rank([0, 0]) == 0


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="gain linear or exponential, got square"):
        dcg([1], gain="square")
    with pytest.raises(ValueError, match="grades of 0 or more, got -1"):
        ndcg([1, -1])
