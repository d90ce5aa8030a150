"""What a pipeline does in each fold, written out: fit on training rows, apply to both.

Source: scikit-learn user guide, common pitfalls; least squares as the model.
"""

import numpy as np


# --8<-- [start:fold]
def out_of_fold(x, y, fold):
    """Return predictions (n,) of a linear model, each from a fit without its fold.

    x: (n, d) with nan for missing, y: (n,), fold: (n,) fold of each row. In each fold
    medians, means and deviations come from the training rows alone.
    """
    x, y, fold = np.asarray(x, float), np.asarray(y, float), np.asarray(fold)
    if not len(x) == len(y) == len(fold):
        got = f"{len(x)}, {len(y)} and {len(fold)}"
        raise ValueError(f"expected as many rows, labels and folds, got {got}")
    predictions = np.empty(len(y))
    for part in np.unique(fold):
        train, test = fold != part, fold == part
        median = np.nanmedian(x[train], axis=0)
        filled = np.where(np.isnan(x), median, x)
        mean, deviation = filled[train].mean(axis=0), filled[train].std(axis=0)
        scaled = (filled - mean) / np.where(deviation > 0, deviation, 1)
        design = np.column_stack([np.ones(len(x)), scaled])
        weights, *_ = np.linalg.lstsq(design[train], y[train], rcond=None)
        predictions[test] = design[test] @ weights
    return predictions


# --8<-- [end:fold]
