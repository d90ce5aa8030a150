r"""Exact Shapley values of a prediction

`f` maps an array $(n, M)$ to predictions $(n,)$. Write `exact_shapley(f, x,
background)`, which returns the $M$ interventional Shapley values of $f$ at `x`: the value
of a set $S$ of features is the mean, over the rows of `background` $(B, M)$, of $f$ at the
row with the features in $S$ replaced by those of `x`, and

$$\phi_i = \sum_{S \not\ni i} \frac{|S|!\,(M - |S| - 1)!}{M!}
\bigl( v(S \cup \{i\}) - v(S) \bigr).$$

$M$ is at most 10. Call `f` as seldom as you can: at most 4 calls are allowed. Do not
change `x` or `background`.

Example: for $f = x_1 x_2$ at (1, 1) with the single background row (0, 0) both values are
0.5.
"""

from math import factorial

import numpy as np

LEVEL = "mid"
MINUTES = 25
TOPICS = ["shap"]
ARTICLE = "responsible-ai/local-explanations-lime-shap-counterfactuals"
HINTS = [
    "Number the subsets by the integers 0 to 2^M - 1: bit i says whether feature i is in.",
    "Build one large array with a block of B rows for each subset, call f once, and "
    "average each block.",
    "Then loop over subsets and features not in them: the weight depends only on the "
    "size of the subset.",
]
COMPLEXITY = "$2^M B$ evaluations of f, $O(2^M M)$ for the sums."
VARIATIONS = [
    (
        "M is 50.",
        "Sample permutations: add features in random order and average the gains; "
        "antithetic pairs (an order and its reverse) reduce the variance. Or weighted "
        "least squares over sampled coalitions.",
    ),
    (
        "The features are correlated.",
        "This value function evaluates combinations that may not occur. Conditional "
        "expectations stay on the data, and credit features the model does not use.",
    ),
    (
        "Explain the log-odds instead of the probability.",
        "Pass another f. The values add up on the scale that was explained, and cannot "
        "be converted.",
    ),
]


# --8<-- [start:solution]
def exact_shapley(f, x, background):
    """Return the interventional Shapley values (M,) of f at x.

    f: (n, M) -> (n,); x: (M,); background: (B, M); M <= 10.

    >>> both = lambda rows: rows[:, 0] * rows[:, 1]
    >>> exact_shapley(both, [1.0, 1.0], [[0.0, 0.0]]).tolist()
    [0.5, 0.5]
    """
    x, background = np.asarray(x, float), np.asarray(background, float)
    size = len(x)
    inside = (np.arange(2**size)[:, None] >> np.arange(size)) & 1  # (2^M, M)
    rows = np.where(inside[:, None, :] == 1, x, background[None])
    outputs = np.asarray(f(rows.reshape(-1, size)), float)
    values = outputs.reshape(2**size, -1).mean(axis=1)
    counts = inside.sum(axis=1)
    phi = np.zeros(size)
    for i in range(size):
        without = np.flatnonzero(inside[:, i] == 0)
        weights = np.array(
            [factorial(s) * factorial(size - s - 1) for s in counts[without]]
        )
        gains = values[without + (1 << i)] - values[without]
        phi[i] = (weights * gains).sum() / factorial(size)
    return phi


# --8<-- [end:solution]


# --8<-- [start:checks]
def _both(rows):
    return rows[:, 0] * rows[:, 1]


def test_an_interaction_is_split_equally():
    found = exact_shapley(_both, [1.0, 1.0], [[0.0, 0.0]])
    np.testing.assert_allclose(found, [0.5, 0.5])


def test_and_of_two_fair_coins():
    coins = [[0, 0], [0, 1], [1, 0], [1, 1]]
    np.testing.assert_allclose(exact_shapley(_both, [1, 1], coins), [0.375, 0.375])


def test_a_linear_model():
    rng = np.random.default_rng(0)
    background, beta = rng.normal(size=(17, 4)), np.array([2.0, -1.0, 0.5, 0.0])
    x = np.array([1.0, 2.0, -1.0, 9.0])
    found = exact_shapley(lambda rows: rows @ beta, x, background)
    np.testing.assert_allclose(found, beta * (x - background.mean(axis=0)))


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _wild(rows):
    return np.sin(rows[:, 0] * rows[:, 1]) + np.maximum(rows[:, 2], rows[:, 3]) ** 2


def test_values_add_up_and_unused_features_get_nothing():
    rng = np.random.default_rng(1)
    background, x = rng.normal(size=(7, 5)), rng.normal(size=5)
    found = exact_shapley(_wild, x, background)
    total = _wild(x[None])[0] - _wild(background).mean()
    np.testing.assert_allclose(found.sum(), total)
    assert found[4] == 0 and abs(found[:4]).min() > 1e-6


def test_agrees_with_all_orders():
    from itertools import permutations

    rng = np.random.default_rng(2)
    background, x = rng.normal(size=(3, 4)), rng.normal(size=4)
    expected = np.zeros(4)
    for order in permutations(range(4)):
        rows = background.copy()
        before = _wild(rows).mean()
        for i in order:
            rows[:, i] = x[i]
            after = _wild(rows).mean()
            expected[i] += (after - before) / 24
            before = after
    np.testing.assert_allclose(exact_shapley(_wild, x, background), expected)


def test_symmetric_features_get_the_same():
    found = exact_shapley(lambda r: r[:, 0] * r[:, 1] * r[:, 2], [1, 1, 1], [[0, 0, 0]])
    np.testing.assert_allclose(found, [1 / 3] * 3)


def test_few_calls_and_unchanged_inputs():
    calls = []

    def counted(rows):
        calls.append(len(rows))
        return rows.sum(axis=1)

    x, background = np.ones(8), np.zeros((5, 8))
    np.testing.assert_allclose(exact_shapley(counted, x, background), np.ones(8))
    assert len(calls) <= 4
    assert (x == 1).all() and (background == 0).all()


# --8<-- [end:hidden]
