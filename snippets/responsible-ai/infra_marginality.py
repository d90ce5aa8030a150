"""Error rates of one threshold on calibrated risks that are spread differently.

Source: Corbett-Davies & Goel (2018), section 3, on infra-marginality. A group's risks
follow a Beta distribution and are exact: a case with risk r is positive with chance r.
"""

from scipy.optimize import brentq
from scipy.stats import beta


# --8<-- [start:rates]
def error_rates(a, b, threshold):
    """Return (TPR, FPR) of acting above a threshold on risks from Beta(a, b).

    Positives have density r f(r) / mean, which is Beta(a + 1, b); negatives Beta(a,
    b + 1). So both rates are tail areas.
    """
    if min(a, b) <= 0 or not 0 <= threshold <= 1:
        got = f"{a}, {b} and {threshold}"
        raise ValueError(f"expected a, b above 0 and a threshold in [0, 1], got {got}")
    return beta.sf(threshold, a + 1, b), beta.sf(threshold, a, b + 1)


def threshold_for_fpr(a, b, rate):
    """Return the threshold at which the group has this false-positive rate."""
    if not 0 < rate < 1:
        raise ValueError(f"expected a rate between 0 and 1, got {rate}")
    return brentq(lambda t: error_rates(a, b, t)[1] - rate, 0, 1)


# --8<-- [end:rates]
