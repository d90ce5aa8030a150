r"""Find the best Newton split of one feature

Boosting has given every row $i$ a gradient $g_i$ and a Hessian $h_i \ge 0$ of the loss
in its current score. With sums $G$ and $H$ over a leaf, the leaf's weight is
$w = -G/(H + \lambda)$, and a split gains

$$\frac12\left[\frac{G_L^2}{H_L+\lambda} + \frac{G_R^2}{H_R+\lambda}
- \frac{G^2}{H+\lambda}\right] - \gamma .$$

Write `newton_stump(x, g, h, lam, gamma)`. It returns
`(threshold, left weight, right weight, gain)` of the best split of one feature:

- rows with `x < threshold` go left; thresholds are the midpoints of consecutive distinct
  values of `x`
- of several best thresholds the smallest counts
- if no split has a positive gain, return `(nan, w, w, 0.0)` with the weight $w$ of the
  unsplit leaf

`x`, `g` and `h` have shape $(n,)$ with $n \ge 1$, and $\lambda > 0$. The values of `x`
come in any order and may repeat. Sort once; do not sum again for every threshold.

Example: `x = [1, 2]`, `g = [-1, 1]`, `h = [1, 1]`, $\lambda = 1$, $\gamma = 0$ gives
threshold 1.5, weights 0.5 and -0.5 and a gain of 0.5.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 20
TOPICS = ["gradient-boosting"]
ARTICLE = "foundations/gradient-boosting"
HINTS = [
    "Sort the rows by `x` and take cumulative sums of `g` and `h`: row $i$ of the sums "
    "holds the left child that ends with row $i$.",
    "The right child is the total minus the left child, so one pass gives all gains.",
    "Keep only positions where the next value is larger; a threshold between equal "
    "values does not exist. `np.argmax` returns the first maximum, hence the smallest "
    "threshold.",
]
COMPLEXITY = (
    "$O(n \\log n)$ time for the sort, $O(n)$ for the scan, $O(n)$ memory. With values "
    "in $b$ bins: $O(n)$ to fill the histogram, then $O(b)$."
)
VARIATIONS = [
    (
        "Some values of `x` are missing. How do you place them?",
        "Scan twice: once with their sums added to the left child, once to the right, "
        "and store the better side as the node's default direction.",
    ),
    (
        "Do the same for ten million rows and a hundred features.",
        "Bin each feature once, about 255 bins; per node add g and h into histograms, "
        "scan the bins, and get the larger child's histogram by subtraction.",
    ),
    (
        "The prediction must not fall as `x` rises. What changes?",
        "Skip splits whose left weight exceeds the right one, and pass bounds to deeper "
        "nodes: no leaf on the left may exceed the middle of the two weights.",
    ),
]


# --8<-- [start:solution]
def newton_stump(
    x: np.ndarray, g: np.ndarray, h: np.ndarray, lam: float, gamma: float
) -> tuple[float, float, float, float]:
    """Return (threshold, left weight, right weight, gain) of the best split.

    x, g, h: feature, gradients and Hessians (n,); rows with x < threshold go left

    >>> x, g, h = np.array([1.0, 2.0]), np.array([-1.0, 1.0]), np.ones(2)
    >>> [float(value) for value in newton_stump(x, g, h, lam=1.0, gamma=0.0)]
    [1.5, 0.5, -0.5, 0.5]
    """
    order = np.argsort(x, kind="stable")
    values, g_sum, h_sum = x[order], np.cumsum(g[order]), np.cumsum(h[order])
    g_all, h_all = g_sum[-1], h_sum[-1]
    unsplit = -g_all / (h_all + lam)
    cut = np.flatnonzero(values[1:] > values[:-1])  # the left child's last row
    if len(cut) == 0:
        return np.nan, unsplit, unsplit, 0.0
    g_left, h_left = g_sum[cut], h_sum[cut]
    g_right, h_right = g_all - g_left, h_all - h_left
    children = g_left**2 / (h_left + lam) + g_right**2 / (h_right + lam)
    gains = 0.5 * (children - g_all**2 / (h_all + lam)) - gamma
    best = np.argmax(gains)
    if gains[best] <= 0:
        return np.nan, unsplit, unsplit, 0.0
    left, right = cut[best], cut[best] + 1
    return (
        (values[left] + values[right]) / 2,
        -g_left[best] / (h_left[best] + lam),
        -g_right[best] / (h_right[best] + lam),
        gains[best],
    )


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_two_rows():
    split = newton_stump(np.array([1.0, 2.0]), np.array([-1.0, 1.0]), np.ones(2), 1, 0)
    np.testing.assert_allclose(split, (1.5, 0.5, -0.5, 0.5))


def test_rows_may_come_in_any_order():
    x, g = np.array([3.0, 1.0, 4.0, 2.0]), np.array([2.0, -1.0, 2.0, -3.0])
    split = newton_stump(x, g, np.ones(4), 1.0, 0.0)
    np.testing.assert_allclose(split, (2.5, 4 / 3, -4 / 3, 16 / 3))


def test_gamma_blocks_a_weak_split():
    x, g = np.array([1.0, 2.0]), np.array([-1.0, 1.0])
    split = newton_stump(x, g, np.ones(2), 1.0, 0.75)
    np.testing.assert_allclose(split, (np.nan, 0.0, 0.0, 0.0))


def test_one_row_cannot_be_split():
    split = newton_stump(np.array([5.0]), np.array([2.0]), np.ones(1), 1.0, 0.0)
    np.testing.assert_allclose(split, (np.nan, -1.0, -1.0, 0.0))


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _brute_force(x, g, h, lam, gamma):
    """Sum both children again for every threshold."""

    def objective(rows):
        return -0.5 * g[rows].sum() ** 2 / (h[rows].sum() + lam)

    def weight(rows):
        return -g[rows].sum() / (h[rows].sum() + lam)

    everything = np.ones(len(x), dtype=bool)
    best = np.nan, weight(everything), weight(everything), 0.0
    values = np.unique(x)
    for threshold in (values[1:] + values[:-1]) / 2:
        left = x < threshold
        parts = objective(left) + objective(~left)
        gain = objective(everything) - parts - gamma
        if gain > best[3]:
            best = threshold, weight(left), weight(~left), gain
    return best


def test_matches_brute_force():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        x = rng.normal(size=37)
        g, h = rng.normal(size=37), rng.uniform(0.01, 0.25, size=37)
        expected = _brute_force(x, g, h, 0.7, 0.1)
        np.testing.assert_allclose(newton_stump(x, g, h, 0.7, 0.1), expected)


def test_equal_values_stay_together():
    x = np.array([2.0, 1.0, 2.0, 1.0, 2.0, 1.0])
    g = np.array([5.0, -5.0, -4.0, 4.0, 3.0, 1.0])
    split = newton_stump(x, g, np.ones(6), 1.0, 0.0)
    np.testing.assert_allclose(split, _brute_force(x, g, np.ones(6), 1.0, 0.0))
    np.testing.assert_allclose(split[0], 1.5)


def test_a_constant_feature_is_not_split():
    split = newton_stump(np.full(3, 7.0), np.array([1.0, 2.0, 3.0]), np.ones(3), 1, 0)
    np.testing.assert_allclose(split, (np.nan, -1.5, -1.5, 0.0))


def test_a_gain_may_be_negative_without_gamma():
    split = newton_stump(np.array([1.0, 2.0]), np.ones(2), np.ones(2), 1.0, 0.0)
    np.testing.assert_allclose(split, (np.nan, -2 / 3, -2 / 3, 0.0))


def test_the_smallest_of_equal_thresholds_counts():
    g = np.array([1.0, -2.0, 1.0])
    split = newton_stump(np.array([1.0, 2.0, 3.0]), g, np.zeros(3), 1.0, 0.0)
    np.testing.assert_allclose(split, (1.5, -1.0, 1.0, 1.0))


def test_zero_hessians_are_safe():
    x, g = np.array([1.0, 2.0, 3.0]), np.array([-2.0, 1.0, 1.0])
    with np.errstate(divide="raise", invalid="raise"):
        split = newton_stump(x, g, np.zeros(3), 0.5, 0.0)
    np.testing.assert_allclose(split, (1.5, 4.0, -4.0, 8.0))


def test_inputs_are_not_changed():
    x, g, h = np.array([3.0, 1.0, 2.0]), np.array([1.0, -1.0, 0.5]), np.ones(3)
    before = x.copy(), g.copy(), h.copy()
    split = newton_stump(x, g, h, 1.0, 0.0)
    np.testing.assert_allclose(split, _brute_force(x, g, h, 1.0, 0.0))
    for old, new in zip(before, (x, g, h), strict=True):
        np.testing.assert_array_equal(old, new)


# --8<-- [end:hidden]
