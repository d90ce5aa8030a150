r"""Impute and standardize out of fold

Write `oof_impute_scale(X, folds)`. `X` is an $n \times d$ array with `nan` for missing
values, `folds[i]` the fold of row $i$. For each fold, use the rows of the *other* folds
(the training rows) to compute, for each column,

1. the mean of the observed training values, which replaces `nan` in training rows and
   in the fold's own rows;
2. mean and population standard deviation of the training rows after this imputation,
   with which the fold's own rows are standardized.

A column whose observed training values are all equal (compare minimum and maximum, not
the deviation, which rounding can make tiny instead of zero), or that has no observed
training value, becomes 0 in the fold's rows. Return an $n \times d$ array. No warning
may be raised. There are at least two folds.

Example: column 1, 3, 5, `nan` with folds 0, 0, 1, 1: rows of fold 0 are scaled by fold
1, whose only value is 5, so they become 0, 0; rows of fold 1 by mean 2 and deviation 1,
so they become 3, 0.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 25
TOPICS = ["preprocessing-pipeline", "data-leakage", "missing-data"]
ARTICLE = "coding-and-data/preprocessing-pipelines-and-leakage"
HINTS = [
    "Loop over the folds, not over the columns. Split into `train` and `held` rows.",
    "Sums and counts of observed values give the mean without warnings for empty "
    "columns: replace nan by 0 first and divide by at least 1.",
    "Find constant columns on the observed values with `np.nanmin`'s idea, but by "
    "filling nan with plus and minus infinity, so that an empty column is constant too.",
]
COMPLEXITY = "$O(n d)$ a fold, $O(k n d)$ in all for $k$ folds; $O(n d)$ memory."
VARIATIONS = [
    (
        "Can it be done in $O(nd)$ in all?",
        "Yes: sums, squares and counts for each fold, then totals minus the fold. The "
        "subtraction of squares cancels for large means; shift by the overall mean "
        "first.",
    ),
    (
        "Add target encoding.",
        "Means of the target over training rows only, shrunk toward their overall mean; "
        "within the training rows again out of fold.",
    ),
    (
        "Folds are groups of patients.",
        "Nothing changes here: whoever assigns folds keeps a patient in one.",
    ),
]


# --8<-- [start:solution]
def oof_impute_scale(X, folds):
    """Return X imputed and standardized, each row without its own fold's statistics.

    X: (n, d) with nan; folds: (n,) fold of each row.

    >>> column = [[1.0], [3.0], [5.0], [float("nan")]]
    >>> oof_impute_scale(column, [0, 0, 1, 1]).ravel().tolist()
    [0.0, 0.0, 3.0, 0.0]
    """
    X, folds = np.asarray(X, dtype=float), np.asarray(folds)
    out = np.zeros_like(X)
    for fold in np.unique(folds):
        held = folds == fold
        train = X[~held]
        known = ~np.isnan(train)
        mean = np.where(known, train, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        filled = np.where(known, train, mean)
        low = np.where(known, train, np.inf).min(axis=0)
        high = np.where(known, train, -np.inf).max(axis=0)
        usable = high > low
        center = filled.mean(axis=0)
        scale = np.where(usable, filled.std(axis=0), 1)
        rows = np.where(np.isnan(X[held]), mean, X[held])
        out[held] = np.where(usable, (rows - center) / scale, 0)
    return out


# --8<-- [end:solution]


# --8<-- [start:checks]
NAN = float("nan")


def test_two_folds_by_hand():
    found = oof_impute_scale([[1.0], [3.0], [5.0], [NAN]], [0, 0, 1, 1])
    np.testing.assert_allclose(found, [[0], [0], [3], [0]])


def test_an_outlier_does_not_scale_itself():
    found = oof_impute_scale([[0.0], [2.0], [100.0]], [0, 0, 1])
    np.testing.assert_allclose(found[2], [99])


def test_a_column_without_training_values_becomes_zero():
    found = oof_impute_scale([[7.0], [NAN], [NAN]], [0, 1, 1])
    np.testing.assert_allclose(found, [[0], [0], [0]])


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _case(seed, n=53, d=5):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) * [1, 10, 0.1, 3, 1e3] + [0, 5, -2, 1e3, 0]
    X[rng.random((n, d)) < 0.15] = np.nan
    return X, rng.integers(0, 4, n)


def _strictly(X, folds):
    with np.errstate(all="raise"):
        return oof_impute_scale(X, folds)


def test_agrees_with_the_steps_written_out():
    for seed in range(5):
        X, folds = _case(seed)
        found = _strictly(X, folds)
        for i in range(len(X)):
            train = X[folds != folds[i]]
            mean = np.nanmean(train, axis=0)
            filled = np.where(np.isnan(train), mean, train)
            row = np.where(np.isnan(X[i]), mean, X[i])
            expected = (row - filled.mean(axis=0)) / filled.std(axis=0)
            np.testing.assert_allclose(found[i], expected, atol=1e-9)


def test_a_row_does_not_reach_others_of_its_fold():
    X, folds = _case(7)
    before = _strictly(X, folds)
    changed = X.copy()
    changed[0] = 1e4
    after = _strictly(changed, folds)
    same = (folds == folds[0]) & (np.arange(len(X)) > 0)
    np.testing.assert_array_equal(after[same], before[same])
    assert not np.array_equal(after[folds != folds[0]], before[folds != folds[0]])


def test_a_constant_column_is_exactly_zero():
    X = np.column_stack([np.full(21, 0.1), np.arange(21.0)])
    found = _strictly(X, np.arange(21) % 3)
    assert (found[:, 0] == 0).all() and (found[:, 1] != 0).any()


def test_constant_in_training_is_zero_for_held_out_rows_too():
    found = _strictly([[0.1], [0.1], [0.1], [9.0]], [0, 0, 0, 1])
    assert found[3, 0] == 0


def test_the_input_is_not_changed():
    X, folds = _case(3)
    copy = X.copy()
    assert oof_impute_scale(X, folds).shape == X.shape
    np.testing.assert_array_equal(X, copy)


# --8<-- [end:hidden]
