"""Put a new model's scores on the old scale, so that thresholds downstream hold.

Source: quantile matching: the new score's rank among new scores is looked up among the
old ones.
"""

import numpy as np


# --8<-- [start:map]
def fit(old_scores, new_scores):
    """Return the mapping as two sorted arrays (new, old) over the same traffic.

    old_scores, new_scores: (n,) of both models on the same n requests.
    """
    old, new = np.sort(np.asarray(old_scores, float)), np.sort(new_scores)
    if old.shape != new.shape or old.ndim != 1 or old.size < 2:
        got = f"{old.shape} and {new.shape}"
        raise ValueError(
            f"expected both models' scores of the same requests, got {got}"
        )
    return new, old


def apply(mapping, scores):
    """Return scores on the old scale; order is kept, ends are flat.

    Between fitted points it is linear, so ranks do not tie where they did not before.
    """
    new, old = mapping
    return np.interp(scores, new, old)


# --8<-- [end:map]
