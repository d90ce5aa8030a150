"""What filling in the mean does to a variance and to a correlation.

Source: van Buuren (2018), section 1.3.3; closed form for values missing completely at
random: the variance shrinks by the observed share, the correlation by its root.
"""

import numpy as np


# --8<-- [start:impute]
def impute_mean(values):
    """Return a copy with nan replaced by the mean of the rest."""
    values = np.asarray(values, dtype=float)
    missing = np.isnan(values)
    if missing.all():
        raise ValueError("expected at least one value, got none")
    return np.where(missing, values[~missing].mean(), values)


def expected_after(variance, correlation, observed):
    """Return the variance and the correlation with a complete variable to expect.

    observed: share of values that are there, in (0, 1].
    """
    if not 0 < observed <= 1:
        raise ValueError(f"expected an observed share in (0, 1], got {observed}")
    return variance * observed, correlation * np.sqrt(observed)


# --8<-- [end:impute]
