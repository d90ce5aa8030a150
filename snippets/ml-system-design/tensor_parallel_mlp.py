"""A two-layer MLP split over ranks by columns, then by rows, with its gradients.

Source: Shoeybi et al. (2019), section 3: the elementwise function needs no
communication between the two products; one sum closes the forward pass, one the
backward pass.
"""

import numpy as np


# --8<-- [start:split]
def split(first, second, ranks):
    """Return the shards of W1 (d, h) by columns and W2 (h, d) by rows."""
    if first.shape[1] != second.shape[0] or first.shape[1] % ranks:
        got = f"{first.shape}, {second.shape}"
        raise ValueError(f"expected a hidden size divisible by {ranks}, got {got}")
    return np.split(first, ranks, axis=1), np.split(second, ranks, axis=0)


def forward(x, shards, all_reduce=sum):
    """Return y (n, d) = relu(x W1) W2.

    Each rank computes its columns of the hidden layer, which the activation leaves
    apart, and a partial product of full size; their sum is the only all-reduce.
    """
    partial = [np.maximum(x @ a, 0) @ b for a, b in zip(*shards, strict=True)]
    return all_reduce(partial)


def backward(x, upstream, shards, all_reduce=sum):
    """Return the gradients of x and of each shard.

    Weight gradients stay on their rank; only the gradient of x is summed over ranks.
    """
    of_x, of_first, of_second = [], [], []
    for a, b in zip(*shards, strict=True):
        hidden = x @ a
        active = np.maximum(hidden, 0)
        of_second.append(active.T @ upstream)
        at_hidden = (upstream @ b.T) * (hidden > 0)
        of_first.append(x.T @ at_hidden)
        of_x.append(at_hidden @ a.T)
    return all_reduce(of_x), of_first, of_second


# --8<-- [end:split]
