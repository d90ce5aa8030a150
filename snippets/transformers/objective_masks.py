"""Which positions see which, and which are predicted, by pre-training objective.

Source: Raffel et al. (2020), figure 3 and section 3.3, for the masks of encoders,
causal decoders and prefix language models.
"""

import numpy as np

OBJECTIVES = ("masked", "causal", "prefix")


# --8<-- [start:masks]
def visible(objective, n, prefix=0):
    """Return (n, n) booleans: may the row's position look at the column's?"""
    if objective not in OBJECTIVES or not 0 <= prefix <= n:
        got = f"{objective}, prefix {prefix} of {n}"
        raise ValueError(f"expected one of {', '.join(OBJECTIVES)}, got {got}")
    if objective == "masked":
        return np.ones((n, n), dtype=bool)
    seen = np.tri(n, dtype=bool)
    if objective == "prefix":
        seen[:prefix, :prefix] = True
    return seen


def supervised(objective, n, prefix=0, share=0.15):
    """Return how many positions of a row of n are predicted, on average."""
    counts = {"masked": share * n, "causal": n - 1, "prefix": n - max(prefix, 1)}
    if objective not in counts:
        raise ValueError(f"expected one of {', '.join(OBJECTIVES)}, got {objective}")
    return counts[objective]


# --8<-- [end:masks]
