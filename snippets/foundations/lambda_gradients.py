"""LambdaMART's gradients and Hessians for one query.

Source: Burges 2010, MSR-TR-2010-82, on LambdaRank and LambdaMART; Wu et al. 2010,
doi:10.1007/s10791-009-9112-1.
"""

import numpy as np


def delta_ndcg(scores, relevance):
    """Return |change of NDCG| (n, n) if documents i and j swapped places."""
    gain = 2.0 ** np.asarray(relevance) - 1
    rank = np.empty(len(gain), dtype=int)
    rank[np.argsort(-np.asarray(scores), kind="stable")] = np.arange(len(gain))
    discount = 1 / np.log2(2 + rank)  # rank 0 is the top
    ideal = np.sort(gain)[::-1] @ np.sort(discount)[::-1]
    swap = np.subtract.outer(gain, gain) * np.subtract.outer(discount, discount)
    return np.abs(swap) / ideal if ideal else np.abs(swap)


# --8<-- [start:lambda]
def lambda_gradients(scores, relevance, sigma=1.0):
    """Return gradients and Hessians (n,) of the cost in the scores of one query.

    scores and relevance (n,). O(n^2); boosting descends, so a negative gradient
    means that the document is to move up.
    """
    scores, relevance = np.asarray(scores, dtype=float), np.asarray(relevance)
    if scores.shape != relevance.shape or scores.ndim != 1:
        shapes = f"{scores.shape} and {relevance.shape}"
        raise ValueError(f"expected two vectors of one length, got {shapes}")
    better = np.greater.outer(relevance, relevance)  # i is more relevant than j
    weight = np.where(better, delta_ndcg(scores, relevance), 0)
    margin = sigma * np.subtract.outer(scores, scores)
    rho = 0.5 * (1 - np.tanh(margin / 2))  # 1 / (1 + exp(margin)), without overflow
    pair = -sigma * weight * rho  # lambda_ij
    curve = sigma**2 * weight * rho * (1 - rho)
    return pair.sum(1) - pair.sum(0), curve.sum(1) + curve.sum(0)


# --8<-- [end:lambda]
