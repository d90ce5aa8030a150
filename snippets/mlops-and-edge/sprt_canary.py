"""Wald's sequential test for the error rate of a canary, and the fixed-size test.

Source: Wald (1945): stop at ln((1 - beta)/alpha) or ln(beta/(1 - alpha)); the true
error rates are close to, and together not above, the ones asked for.
"""

from math import ceil, log

from scipy.stats import norm


# --8<-- [start:sprt]
def boundaries(alpha, beta):
    """Return (reject above, accept below) for the log-likelihood ratio of p1 to p0."""
    if not (0 < alpha < 1 and 0 < beta < 1):
        raise ValueError(f"expected alpha and beta in (0, 1), got {alpha}, {beta}")
    return log((1 - beta) / alpha), log(beta / (1 - alpha))


def increments(p0, p1):
    """Return what an error and what a success add to the ratio."""
    if not (0 < p0 < 1 and 0 < p1 < 1) or p0 == p1:
        raise ValueError(f"expected two rates in (0, 1), got {p0}, {p1}")
    return log(p1 / p0), log((1 - p1) / (1 - p0))


def sprt(outcomes, p0, p1, alpha, beta):
    """Return (decision, requests used) for a stream of 0 and 1, error = 1.

    reject: the rate is p1 rather than p0; accept: p0; continue: not decided yet.
    """
    high, low = boundaries(alpha, beta)
    error, success = increments(p0, p1)
    ratio, count = 0.0, 0
    for count, outcome in enumerate(outcomes, start=1):
        ratio += error if outcome else success
        if ratio >= high:
            return "reject", count
        if ratio <= low:
            return "accept", count
    return "continue", count


# --8<-- [end:sprt]


# --8<-- [start:fixed]
def fixed_size(p0, p1, alpha, power):
    """Return the requests an arm needs to tell p1 from p0, one-sided, two proportions.

    Normal approximation with unpooled variances.
    """
    increments(p0, p1)
    z = norm.isf(alpha) + norm.ppf(power)
    return ceil(z**2 * (p0 * (1 - p0) + p1 * (1 - p1)) / (p1 - p0) ** 2)


def upper_bound(requests, confidence=0.95):
    """Return the exact upper bound of the error rate after no error at all."""
    if requests < 1 or not 0 < confidence < 1:
        raise ValueError(f"expected requests and confidence: {requests}, {confidence}")
    return 1 - (1 - confidence) ** (1 / requests)


# --8<-- [end:fixed]
