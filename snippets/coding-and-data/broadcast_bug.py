"""What a loss computes when labels (n,) meet predictions (n, 1).

Source: NumPy's broadcasting rules; the closed form follows by expanding the square.
"""

import numpy as np


# --8<-- [start:bug]
def silent_loss(labels, predictions):
    """Return np.mean((y - p) ** 2) as written, whatever the shapes broadcast to."""
    return np.mean((labels - predictions) ** 2)


def all_pairs_loss(labels, predictions):
    """Return Var(y) + Var(p) + (mean gap)²: the mean over all n² pairs.

    So it depends on predictions only through their mean and variance, and a constant,
    the mean of the labels, minimizes it.
    """
    y, p = np.ravel(labels), np.ravel(predictions)
    if len(y) != len(p):
        raise ValueError(f"expected as many predictions as {len(y)}, got {len(p)}")
    return y.var() + p.var() + (y.mean() - p.mean()) ** 2


# --8<-- [end:bug]
