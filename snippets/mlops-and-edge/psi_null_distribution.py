"""The population stability index, and how large it is when nothing has changed.

Source: Yurdakul & Naranjo (2020): without drift PSI behaves like a chi-square variable
with B - 1 degrees of freedom times (1/n + 1/m).
"""

import numpy as np
from scipy.stats import chi2


# --8<-- [start:psi]
def psi(reference, current):
    """Return the sum of (p - q) ln(p / q) over bins, a symmetrized KL divergence.

    reference, current: (bins,) counts or shares, each above zero: an empty bin would
    make it infinite, so merge bins first.
    """
    q, p = np.asarray(reference, float), np.asarray(current, float)
    if q.shape != p.shape or q.ndim != 1:
        raise ValueError(f"expected equal bins, got {q.shape} and {p.shape}")
    if min(q.min(), p.min()) <= 0:
        raise ValueError("expected every bin filled, merge the empty ones")
    q, p = q / q.sum(), p / p.sum()
    return np.sum((p - q) * np.log(p / q))


# --8<-- [end:psi]


# --8<-- [start:null]
def expected_psi(bins, rows, other_rows):
    """Return the mean PSI without drift: (bins - 1) (1 / n + 1 / m), approximately."""
    _check(bins, rows, other_rows)
    return (bins - 1) * (1 / rows + 1 / other_rows)


def psi_threshold(bins, rows, other_rows, level=0.05):
    """Return the PSI that is exceeded with probability `level` without drift."""
    _check(bins, rows, other_rows)
    return chi2.isf(level, bins - 1) * (1 / rows + 1 / other_rows)


# --8<-- [end:null]


def simulate(shares, rows, other_rows, repeats, rng):
    """Return (repeats,) PSI values of two samples from one distribution over bins."""
    draws = (
        rng.multinomial(rows, shares, repeats),
        rng.multinomial(other_rows, shares, repeats),
    )
    return np.array([psi(a, b) for a, b in zip(*draws, strict=True)])


def _check(bins, rows, other_rows):
    if bins < 2 or min(rows, other_rows) < 1:
        got = f"{bins}, {rows} and {other_rows}"
        raise ValueError(f"expected two bins and rows on both sides, got {got}")
