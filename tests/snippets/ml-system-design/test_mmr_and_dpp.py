from itertools import combinations

import numpy as np
import pytest
from snippets.ml_system_design.mmr_and_dpp import (
    greedy_determinant,
    log_determinant,
    mmr,
)


def items(seed, count=9, dimension=4):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(count, dimension))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return rng.random(count), vectors @ vectors.T


def literal(relevance, similarity, count, tradeoff):
    chosen = []
    while len(chosen) < count:
        value = [
            -np.inf
            if i in chosen
            else tradeoff * relevance[i]
            - (1 - tradeoff) * max((similarity[i, j] for j in chosen), default=0)
            for i in range(len(relevance))
        ]
        chosen.append(int(np.argmax(value)))
    return chosen


@pytest.mark.parametrize("seed", range(7))
@pytest.mark.parametrize("tradeoff", [0.0, 0.4, 0.8])
def test_mmr_agrees_with_the_formula(seed, tradeoff):
    relevance, similarity = items(seed)
    expected = literal(relevance, similarity, 6, tradeoff)
    assert mmr(relevance, similarity, 6, tradeoff) == expected


def test_mmr_reads_the_row_of_the_candidate_and_any_scale():
    rng = np.random.default_rng(3)
    relevance, similarity = rng.normal(-7, 3, 11), rng.uniform(-1, 1, (11, 11))
    expected = literal(relevance, similarity, 11, 0.3)
    assert mmr(relevance, similarity, 11, 0.3) == expected


def test_mmr_ties_go_to_the_lowest_index():
    assert mmr([0.5, 0.7, 0.7], np.zeros((3, 3)), 3, 0.7) == [1, 2, 0]


def test_mmr_without_diversity_sorts():
    relevance, similarity = items(0)
    expected = np.argsort(-relevance).tolist()
    assert mmr(relevance, similarity, 99, 1.0) == expected


@pytest.mark.parametrize("seed", range(5))
def test_greedy_is_close_where_the_objective_is_monotone(seed):
    quality, similarity = items(seed)
    similarity = similarity + 2 * np.eye(9)  # eigenvalues above one: log det grows
    quality = 1 + quality
    kernel = quality[:, None] * similarity * quality
    best = max(log_determinant(kernel, s) for s in map(list, combinations(range(9), 4)))
    found = log_determinant(kernel, greedy_determinant(quality, similarity, 4))
    assert (1 - 1 / np.e) * best <= found <= best + 1e-9


@pytest.mark.parametrize("seed", range(5))
def test_greedy_agrees_with_determinants_step_by_step(seed):
    quality, similarity = items(seed, count=7, dimension=11)
    kernel = np.diag(quality) @ similarity @ np.diag(quality)
    chosen = []
    for _ in range(7):
        rest = [i for i in range(7) if i not in chosen]
        sets = [np.ix_([*chosen, i], [*chosen, i]) for i in rest]
        chosen.append(rest[np.argmax([np.linalg.det(kernel[s]) for s in sets])])
    assert greedy_determinant(quality, similarity, 99) == chosen


def test_the_determinant_avoids_copies():
    similarity = np.array([[1, 0.999, 0.1], [0.999, 1, 0.1], [0.1, 0.1, 1]])
    assert greedy_determinant([3.0, 2.9, 1.0], similarity, 2) == [0, 2]


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"similarity \(2, 2\), got \(3, 3\)"):
        mmr([1, 2], np.eye(3), 2, 0.5)
    with pytest.raises(ValueError, match=r"trade-off in \[0, 1\], got 2"):
        mmr([1, 2], np.eye(2), 2, 2)
    with pytest.raises(ValueError, match="quality above zero"):
        greedy_determinant([0, 1], np.eye(2), 2)
