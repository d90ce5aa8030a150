"""A per-row feature in Python and the same in NumPy, equal to the last bit.

Feature: the mean of a customer's earlier amounts; rows are in order of time, and the
present row does not count. Sums of whole cents are exact in both versions.

Source: a segmented prefix sum, as in Blelloch (1990), Prefix Sums and Their
Applications.
"""

import math

import numpy as np


# --8<-- [start:rows]
def earlier_means_by_row(customers, cents):
    """Return for each row the mean of earlier cents of its customer, nan if none."""
    totals, counts, means = {}, {}, []
    for customer, amount in zip(customers, cents, strict=True):
        count = counts.get(customer, 0)
        means.append(totals[customer] / count if count else math.nan)
        totals[customer] = totals.get(customer, 0) + int(amount)
        counts[customer] = count + 1
    return np.array(means)


# --8<-- [end:rows]


# --8<-- [start:arrays]
def earlier_means(customers, cents):
    """Return the same as earlier_means_by_row. O(n log n) time, O(n) memory.

    customers, cents: (n,), cents whole numbers whose total fits int64 -> (n,).
    """
    customers, cents = np.asarray(customers), np.asarray(cents)
    if customers.shape != cents.shape or customers.ndim != 1:
        raise ValueError(
            f"expected two vectors of one length, got {customers.shape}, {cents.shape}"
        )
    if not np.issubdtype(cents.dtype, np.integer):
        raise ValueError(f"expected whole cents, got {cents.dtype}")
    order = np.argsort(customers, kind="stable")  # keeps time within a customer
    ids, amounts = customers[order], cents[order].astype(np.int64)
    first = np.ones(len(ids), dtype=bool)
    first[1:] = ids[1:] != ids[:-1]
    start = np.flatnonzero(first)[np.cumsum(first) - 1]  # of each row's customer
    before = np.cumsum(amounts) - amounts
    count = np.arange(len(ids)) - start
    means = np.full(len(ids), np.nan)
    np.divide(before - before[start], count, out=means, where=count > 0)
    result = np.empty_like(means)
    result[order] = means
    return result


# --8<-- [end:arrays]
