"""Softmax, log-sum-exp and cross-entropy from logits that never overflow.

Source: Blanchard, Higham & Higham (2021), algorithms with a shift by the maximum.
"""

import numpy as np


# --8<-- [start:softmax]
def logsumexp(logits, axis=-1):
    """Return log of the sum of exp over an axis; -inf where all are -inf.

    Shifting by the maximum makes the largest term exp(0) = 1. Cost: O(n).
    """
    logits = _real(logits)
    top = logits.max(axis=axis, keepdims=True)
    top = np.where(np.isneginf(top), 0, top)  # -inf - -inf would be nan
    total = np.exp(logits - top).sum(axis=axis, keepdims=True)
    with np.errstate(divide="ignore"):  # log(0) of a row without any term is -inf
        return np.squeeze(top + np.log(total), axis=axis)


def softmax(logits, axis=-1):
    """Return exp(logits) over their sum along an axis; 0 for -inf, 0 for empty rows."""
    logits = _real(logits)
    top = logits.max(axis=axis, keepdims=True)
    weights = np.exp(logits - np.where(np.isneginf(top), 0, top))
    total = weights.sum(axis=axis, keepdims=True)
    return weights / np.where(total > 0, total, 1)


# --8<-- [end:softmax]


# --8<-- [start:bce]
def cross_entropy(logits, labels):
    """Return -y log s(z) - (1 - y) log(1 - s(z)) elementwise, s the sigmoid.

    Written as max(z, 0) - z y + log(1 + exp(-|z|)): the exponent is never positive.
    """
    z, y = _real(logits), _real(labels)
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))


def sigmoid(z):
    """Return 1 / (1 + exp(-z)), using exp of negative numbers only."""
    z = _real(z)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


# --8<-- [end:bce]


def _real(values):
    values = np.asarray(values, dtype=float)
    if np.isnan(values).any():
        raise ValueError("expected numbers, got nan")
    return values
