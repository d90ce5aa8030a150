"""Layer norm and softmax cross-entropy with backward passes derived by hand.

Source: Ba et al. 2016, section 3, arXiv:1607.06450, for the forward pass of layer
norm; the backward passes are derived on the page. rows = batch (times tokens).
Cost of each function: O(rows x width) time and memory.
"""

import numpy as np


# --8<-- [start:layernorm]
def layer_norm(x, gain, bias, eps=1e-5):
    """Return y (rows, width) and what the backward pass needs: x_hat, 1/std.

    x (rows, width), gain and bias (width,); std = sqrt(variance + eps) of each row
    """
    if x.ndim != 2 or not x.shape[1:] == gain.shape == bias.shape:
        got = f"{x.shape}, {gain.shape}, {bias.shape}"
        raise ValueError(f"expected (rows, width), (width,), (width,), got {got}")
    centered = x - x.mean(axis=1, keepdims=True)
    variance = (centered**2).mean(axis=1, keepdims=True)
    inverse_std = 1 / np.sqrt(variance + eps)  # (rows, 1)
    x_hat = centered * inverse_std
    return gain * x_hat + bias, (x_hat, inverse_std)


def layer_norm_backward(grad, gain, saved):
    """Return gradients of x (rows, width), gain (width,) and bias (width,)."""
    x_hat, inverse_std = saved
    g = grad * gain  # gradient with respect to x_hat
    mean = g.mean(axis=1, keepdims=True)
    along = (g * x_hat).mean(axis=1, keepdims=True)
    grad_x = inverse_std * (g - mean - x_hat * along)
    return grad_x, (grad * x_hat).sum(axis=0), grad.sum(axis=0)


# --8<-- [end:layernorm]


# --8<-- [start:crossentropy]
def softmax_cross_entropy(logits, labels):
    """Return the mean loss in nats and its gradient (rows, classes).

    logits (rows, classes), labels (rows,) integers in 0..classes - 1
    """
    rows, classes = logits.shape
    if labels.shape != (rows,) or labels.min() < 0 or labels.max() >= classes:
        raise ValueError(f"expected {rows} labels in 0..{classes - 1}, got {labels}")
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    grad = np.exp(log_p)
    grad[np.arange(rows), labels] -= 1  # P - Y
    return -log_p[np.arange(rows), labels].mean(), grad / rows


# --8<-- [end:crossentropy]
