"""How far an empirical error can be from the true one: Hoeffding, union bound, normal.

Source: Hoeffding 1963, theorem 2; Shalev-Shwartz and Ben-David 2014, lemma 4.5 and
corollary 4.6. All losses lie in [0, 1] and the examples are independent.
"""

from math import ceil, exp, log, sqrt
from statistics import NormalDist


# --8<-- [start:bounds]
def uniform_gap(hypotheses, examples, delta=0.05):
    """Return e with P(any |R(h) - R_emp(h)| > e) <= delta over a finite class.

    Each hypothesis fails with at most 2 exp(-2 n e^2); the union bound multiplies
    by their number, so the class enters through its logarithm only.
    """
    _check_share("delta", delta)
    return sqrt((log(hypotheses) + log(2 / delta)) / (2 * examples))


def size_by_hoeffding(precision, delta=0.05, hypotheses=1):
    """Return the examples that hold every gap within precision, whatever the error."""
    _check_share("precision", precision)
    return ceil((log(hypotheses) + log(2 / delta)) / (2 * precision**2))


def size_by_normal(precision, accuracy=0.5, delta=0.05):
    """Return the examples for a normal interval of half-width precision."""
    _check_share("precision", precision)
    quantile = NormalDist().inv_cdf(1 - delta / 2)
    return ceil(quantile**2 * accuracy * (1 - accuracy) / precision**2)
    # --8<-- [end:bounds]


def failure_bound(hypotheses, examples, gap):
    """Return the bound on the probability that any of the gaps exceeds gap, <= 1."""
    return min(1.0, hypotheses * 2 * exp(-2 * examples * gap**2))


def _check_share(name, value):
    if not 0 < value < 1:
        raise ValueError(f"expected 0 < {name} < 1, got {value}")
