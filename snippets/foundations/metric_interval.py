"""How far a metric would move on other data: a closed form for the area under the ROC
curve, and a bootstrap over independent units for any metric.

Source: Hanley & McNeil (1982) for the standard error of the area.
"""

import numpy as np


# --8<-- [start:error]
def auc_standard_error(area, positives, negatives):
    """Return the standard error of an area from independent cases, without the data.

    Assumes the shape that exponential scores have; good enough to plan with.
    """
    if not 0 <= area <= 1 or min(positives, negatives) < 1:
        got = f"{area}, {positives} and {negatives}"
        raise ValueError(f"expected an area in [0, 1] and counts above 0, got {got}")
    two_positives = area / (2 - area)  # both above one negative
    two_negatives = 2 * area**2 / (1 + area)  # both below one positive
    variance = (
        area * (1 - area)
        + (positives - 1) * (two_positives - area**2)
        + (negatives - 1) * (two_negatives - area**2)
    )
    return np.sqrt(variance / (positives * negatives))


# --8<-- [end:error]


# --8<-- [start:bootstrap]
def bootstrap(metric, units, rng, draws=1000):
    """Return `draws` values of metric(rows), each on units drawn with replacement.

    units: (n,), the user, patient or query of each row; metric: takes an array of row
    numbers. To compare two models, let it return the difference on these rows. The 2.5
    and 97.5 percentiles of the result are an interval. Cost: draws evaluations.
    """
    units = np.asarray(units)
    if units.ndim != 1 or len(np.unique(units)) < 2:
        got = f"shape {units.shape}, {len(np.unique(units))} different"
        raise ValueError(f"expected a vector with two units or more, got {got}")
    order = np.argsort(units, kind="stable")
    ordered = units[order]
    rows = np.split(order, np.flatnonzero(ordered[1:] != ordered[:-1]) + 1)
    values = []
    for _ in range(draws):
        drawn = rng.integers(0, len(rows), size=len(rows))
        values.append(metric(np.concatenate([rows[i] for i in drawn])))
    return np.array(values)


# --8<-- [end:bootstrap]
