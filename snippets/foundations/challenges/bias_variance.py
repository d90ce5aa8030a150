r"""Split the error of a learning procedure into bias, variance and noise

Somebody trained the same procedure on $R$ training sets and stored `preds` $(R, n)$:
`preds[r, i]` is the prediction at $x_i$ of the model from the $r$-th training set. The
data are simulated, so the true function `f_true` $(n,)$ and the variance `sigma2` of
the label noise are known.

Write `bias_variance(preds, f_true, sigma2)`, which returns three floats, each averaged
over the $n$ inputs:

1. the squared bias of the average prediction,
2. the variance of the predictions over the training sets, with $1/R$ (so that the
   identity below is exact),
3. the expected squared error on a fresh noisy label $y = f(x_i) + \varepsilon$, where
   $\varepsilon$ is independent of the training sets.

Raise `ValueError` if `preds` is not $(R, n)$ with the $n$ of `f_true` and $R \ge 1$.

Example: predictions 1 and 3 at a point where the truth is 0 and `sigma2` is 0.5 have
squared bias 4, variance 1 and expected error 5.5.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 15
TOPICS = ["bias-variance"]
ARTICLE = "foundations/bias-variance-generalization"
HINTS = [
    "Training sets are rows. Average over `axis=0` first: one mean and one variance at "
    "each input.",
    "The bias compares the mean prediction with `f_true`, never with noisy labels, "
    "which would add `sigma2` to it. Square at each input, then average over inputs.",
    "The third number is the sum of the first two and `sigma2`. No label needs to be "
    "drawn.",
]
COMPLEXITY = "$O(Rn)$ time, $O(n)$ memory besides the predictions."
VARIATIONS = [
    (
        "With $R = 10$ your squared bias comes out too large. Why, and by how much?",
        "The mean of $R$ fits still varies: its variance is $1/R$ of the variance of "
        "one fit and lands in the squared bias. Subtract the variance with $1/(R-1)$, "
        "divided by $R$.",
    ),
    (
        "You have real data: no `f_true`, no `sigma2`. What can still be estimated?",
        "The variance, from fits on disjoint training sets. Squared bias and noise "
        "come only as a sum, unless replicate labels of the same inputs give the noise.",
    ),
    (
        "May bootstrap samples replace independent training sets?",
        "As an approximation of the variance. They are drawn from one sample and share "
        "its peculiarities, so their mean is not the mean over training sets, and the "
        "bias estimate suffers most.",
    ),
]


# --8<-- [start:solution]
def bias_variance(
    preds: np.ndarray, f_true: np.ndarray, sigma2: float
) -> tuple[float, float, float]:
    """Return squared bias, variance and expected squared error, averaged over inputs.

    preds: (R, n), one row a training set; f_true: (n,), noise-free; sigma2: noise

    >>> bias_variance(np.array([[1.0], [3.0]]), np.array([0.0]), 0.5)
    (4.0, 1.0, 5.5)
    """
    if preds.ndim != 2 or len(preds) < 1 or preds.shape[1:] != f_true.shape:
        raise ValueError(f"expected (R, {len(f_true)}), got {preds.shape}")
    bias2 = float(np.mean((preds.mean(axis=0) - f_true) ** 2))
    variance = float(np.mean(preds.var(axis=0)))  # two-pass, 1/R
    return bias2, variance, bias2 + variance + sigma2


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_the_example():
    terms = bias_variance(np.array([[1.0], [3.0]]), np.array([0.0]), 0.5)
    np.testing.assert_allclose(terms, (4.0, 1.0, 5.5))


def test_one_training_set_has_no_variance():
    terms = bias_variance(np.array([[1.0, 2.0, 4.0]]), np.array([1.0, 1.0, 1.0]), 0.0)
    np.testing.assert_allclose(terms, (10 / 3, 0.0, 10 / 3))


def test_biases_of_opposite_sign_do_not_cancel():
    terms = bias_variance(np.array([[1.0, -1.0]] * 3), np.zeros(2), 0.25)
    np.testing.assert_allclose(terms, (1.0, 0.0, 1.25))


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _case():
    """Predictions of 7 training sets at 11 inputs, and the truth."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(7, 11)), rng.normal(size=11)


def test_the_identity_is_exact():
    preds, truth = _case()
    bias2, variance, total = bias_variance(preds, truth, 0.3)
    np.testing.assert_allclose(bias2 + variance, np.mean((preds - truth) ** 2))
    np.testing.assert_allclose(total, bias2 + variance + 0.3)


def test_a_constant_shift_leaves_the_variance_alone():
    preds, truth = _case()
    before, after = (bias_variance(preds + shift, truth, 0.3) for shift in (0, 5.0))
    np.testing.assert_allclose(after[1], before[1])
    assert after[0] > before[0] + 1


def test_a_large_offset_does_not_destroy_the_variance():
    preds, truth = _case()
    _, variance, _ = bias_variance(preds + 1e8, truth + 1e8, 0.0)
    np.testing.assert_allclose(variance, bias_variance(preds, truth, 0.0)[1], rtol=1e-5)


def test_training_sets_are_rows():
    terms = bias_variance(np.array([[0.0, 4.0], [0.0, 4.0]]), np.zeros(2), 0.0)
    np.testing.assert_allclose(terms, (8.0, 0.0, 8.0))


def test_wrong_shapes_are_refused():
    for preds in (np.zeros((3, 4)), np.zeros(5), np.zeros((0, 5))):
        try:
            bias_variance(preds, np.zeros(5), 1.0)
        except ValueError:
            continue
        raise AssertionError(f"accepted predictions of shape {preds.shape}")


# --8<-- [end:hidden]
