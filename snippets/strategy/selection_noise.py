"""Who passes a loop whose scores are noisy: by percentile, and over all candidates.

Model: true score standard normal; the loop's score is the true score plus normal noise
of variance (1 - R) / R, where R is the reliability of the loop; the bar is set so that
a given share of all candidates passes.

Source: Taylor & Russell (1939) for selection with an imperfect score: the joint
distribution of true score and score is bivariate normal with correlation sqrt(R).
"""

import numpy as np
from scipy.stats import multivariate_normal, norm


# --8<-- [start:candidate]
def pass_probability(percentile, reliability, pass_rate):
    """Return the probability that a candidate passes the loop.

    percentile: of the candidate's true score among all, in (0, 1), scalar or array;
    reliability: of the loop's score; pass_rate: share of all candidates that pass.
    """
    _check(reliability=reliability, pass_rate=pass_rate)
    _check(percentile=np.min(percentile), highest_percentile=np.max(percentile))
    noise = np.sqrt(1 / reliability - 1)  # the true score has a deviation of 1
    bar = norm.isf(pass_rate) / np.sqrt(reliability)  # a score's is 1 / sqrt(R)
    return norm.sf((bar - norm.ppf(percentile)) / noise)


# --8<-- [end:candidate]


# --8<-- [start:errors]
def error_rates(reliability, pass_rate, good_share):
    """Return how often a loop errs: (good ones rejected, passed ones not good).

    good_share: the share of candidates, from the top, that one would want to pass.
    The first is conditional on being good, the second on having passed.
    """
    _check(reliability=reliability, pass_rate=pass_rate, good_share=good_share)
    rho = np.sqrt(reliability)
    limits = [norm.ppf(good_share), norm.ppf(pass_rate)]  # upper tails, by symmetry
    both = multivariate_normal.cdf(limits, cov=[[1, rho], [rho, 1]])
    return 1 - both / good_share, 1 - both / pass_rate


# --8<-- [end:errors]


def _check(**shares):
    for name, value in shares.items():
        if not 0 < value < 1:
            raise ValueError(f"expected {name} between 0 and 1, got {value}")
