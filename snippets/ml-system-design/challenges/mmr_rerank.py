r"""Re-rank a list for diversity

A ranker gives each of $n$ items a relevance; a matrix holds their similarities. Write
`mmr_rerank(rel, sim, k, lam)`, which picks items one after another and returns their
indices in order. Each step takes the free item with the largest

$$\lambda\, \mathrm{rel}_i - (1 - \lambda) \max_{j \in \text{chosen} } \mathrm{sim}_{ij} ,$$

where the maximum counts as 0 while nothing is chosen. Ties go to the lowest index. If
$k$ exceeds $n$, return all items. `rel` and `sim` may hold negative numbers. `sim` need
not be symmetric: read row $i$ for the candidate, as the formula says. Use $O(nk)$ time.

Example: relevance 1.0, 0.9, 0.8, where items 0 and 1 have similarity 1 and item 2 has 0
with both. With $\lambda = 0.5$ the order is 0, 2, 1.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 20
TOPICS = ["recommender-systems"]
ARTICLE = "ml-system-design/recommendation-and-feed-design"
HINTS = [
    "Written literally, each step looks at all chosen items for every candidate. What "
    "changes in those maxima when one more item is chosen?",
    "Keep one number for each candidate, its largest similarity to anything chosen, and "
    "update it with one column of `sim` per step.",
    "Start that number at 0 only for the first pick. Afterwards it must be allowed to be "
    "negative, so the first update replaces it instead of taking a maximum with 0.",
]
COMPLEXITY = "$O(nk)$ time and $O(n)$ memory besides the inputs."
VARIATIONS = [
    (
        "The similarity matrix does not fit in memory.",
        "Keep unit vectors and compute one column a step as a product with the chosen "
        "item's vector: $O(ndk)$ time, no matrix.",
    ),
    (
        "At most two items of an author in any window of ten.",
        "Filter candidates by the rule before each argmax, and relax it when nothing is "
        "left. Hard rules and soft diversity are better kept apart.",
    ),
    (
        "Is the greedy list optimal?",
        "Each pick is best only given those before; there is no guarantee in general. A "
        "log determinant is submodular, and where it is also monotone and starts at 0, "
        "greedy reaches $1 - 1/e$ of the optimum.",
    ),
]


# --8<-- [start:solution]
def mmr_rerank(rel, sim, k, lam):
    """Return the indices of min(k, n) items in the order in which MMR picks them.

    rel: (n,) relevance; sim: (n, n), row i of candidate i; k >= 0; lam in [0, 1].

    >>> mmr_rerank([1.0, 0.9, 0.8], [[1, 1, 0], [1, 1, 0], [0, 0, 1]], 3, 0.5)
    [0, 2, 1]
    """
    rel, sim = np.asarray(rel, dtype=float), np.asarray(sim, dtype=float)
    nearest = np.zeros(len(rel))
    taken = np.zeros(len(rel), dtype=bool)
    order = []
    for step in range(min(k, len(rel))):
        value = np.where(taken, -np.inf, lam * rel - (1 - lam) * nearest)
        best = int(np.argmax(value))
        order.append(best)
        taken[best] = True
        nearest = sim[:, best] if step == 0 else np.maximum(nearest, sim[:, best])
    return order


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_a_duplicate_waits():
    sim = [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    assert mmr_rerank([1.0, 0.9, 0.8], sim, 3, 0.5) == [0, 2, 1]


def test_lambda_one_sorts_by_relevance():
    assert mmr_rerank([0.2, 0.9, 0.5], np.eye(3), 3, 1.0) == [1, 2, 0]


def test_ties_go_to_the_lowest_index():
    assert mmr_rerank([0.5, 0.5, 0.5], np.zeros((3, 3)), 2, 0.7) == [0, 1]


def test_k_larger_than_n_returns_all():
    assert sorted(mmr_rerank([0.1, 0.2], np.eye(2), 9, 0.5)) == [0, 1]


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _literal(rel, sim, k, lam):
    chosen = []
    while len(chosen) < min(k, len(rel)):
        best, top = None, -np.inf
        for i in range(len(rel)):
            if i not in chosen:
                near = max((sim[i][j] for j in chosen), default=0.0)
                value = lam * rel[i] - (1 - lam) * near
                if value > top:
                    best, top = i, value
        chosen.append(best)
    return chosen


def test_agrees_with_the_formula():
    rng = np.random.default_rng(0)
    for lam in (0.0, 0.3, 0.7, 1.0):
        for _ in range(20):
            rel, sim = rng.normal(size=13), rng.uniform(-1, 1, size=(13, 13))
            assert mmr_rerank(rel, sim, 7, lam) == _literal(rel, sim, 7, lam)


def test_negative_similarities_count():
    sim = np.array([[1, -0.9, -0.1], [-0.9, 1, 0.0], [-0.1, 0.0, 1]])
    assert mmr_rerank([1.0, 0.5, 0.6], sim, 2, 0.5) == [0, 1]


def test_very_negative_values_are_still_picked_once():
    assert mmr_rerank([-30.0, -10.0, -20.0], np.eye(3), 3, 1.0) == [1, 2, 0]


def test_nothing_asked_nothing_returned():
    assert mmr_rerank([0.3, 0.4], np.eye(2), 0, 0.5) == []


def test_inputs_are_not_changed():
    rel, sim = np.array([0.3, 0.9, 0.1]), np.full((3, 3), 0.5)
    mmr_rerank(rel, sim, 3, 0.4)
    assert rel.tolist() == [0.3, 0.9, 0.1] and (sim == 0.5).all()


# --8<-- [end:hidden]
