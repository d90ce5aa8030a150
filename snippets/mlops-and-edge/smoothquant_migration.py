"""Products in int8 when a few activation channels are huge, and three responses.

Sources: Xiao et al. 2023, equations 3 and 4, https://arxiv.org/abs/2211.10438;
Dettmers et al. 2022, section 3.2, https://arxiv.org/abs/2208.07339 (split); Ashkboos et
al. 2024, https://arxiv.org/abs/2404.00456 (rotation).
"""

import numpy as np
from scipy.linalg import hadamard


# --8<-- [start:product]
def int8_product(x, w, per_token=True):
    """Return x wᵀ, (T, O), through symmetric int8 of x (T, I) and w (O, I).

    One scale a token (or one in all) and one an output channel: both leave the sum over
    input channels i. A scale for each i would stay inside it.
    """
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"expected equal inner sizes, got {x.shape} and {w.shape}")
    axis = 1 if per_token else None
    x_scale = np.abs(x).max(axis=axis, keepdims=True, initial=0) / 127
    w_scale = np.abs(w).max(axis=1, keepdims=True, initial=0) / 127
    x_scale, w_scale = (np.where(s > 0, s, 1.0) for s in (x_scale, w_scale))
    xq, wq = (np.rint(a / s).astype(np.int32) for a, s in ((x, x_scale), (w, w_scale)))
    return x_scale * (xq @ wq.T) * w_scale.T


# --8<-- [end:product]


# --8<-- [start:migrate]
def migrate(x, w, alpha=0.5):
    """Return x / s and w s with s_j = max|x_j|^alpha / max|w_j|^(1 - alpha).

    The product is the same. In a network, 1 / s goes into the preceding norm's gain, so
    that nothing is left to do at run time. Channels that are all zero keep s = 1.
    """
    if not 0 <= alpha <= 1:
        raise ValueError(f"expected alpha from 0 to 1, got {alpha}")
    x_max, w_max = np.abs(x).max(axis=0), np.abs(w).max(axis=0)
    used = (x_max > 0) & (w_max > 0)
    s = np.ones_like(x_max)
    s[used] = x_max[used] ** alpha / w_max[used] ** (1 - alpha)
    return x / s, w * s


# --8<-- [end:migrate]


def split_product(x, w, threshold=6.0):
    """Return the product with channels beyond the threshold kept out of int8."""
    large = np.abs(x).max(axis=0) > threshold
    return x[:, large] @ w[:, large].T + int8_product(x[:, ~large], w[:, ~large])


def rotate(x, w):
    """Return x R and w R for a Hadamard rotation R; I is a power of two."""
    rotation = hadamard(x.shape[1]) / np.sqrt(x.shape[1])
    return x @ rotation, w @ rotation


def example(rng, tokens=128, inputs=256, outputs=64, outliers=3, factor=60):
    """Return Gaussian activations, a few channels `factor` times as large, and w."""
    x = rng.normal(size=(tokens, inputs))
    x[:, rng.choice(inputs, outliers, replace=False)] *= factor
    return x, rng.normal(size=(outputs, inputs)) / np.sqrt(inputs)


def relative_error(approximate, exact):
    """Return the root-mean-square error over the root-mean-square of the exact."""
    return np.linalg.norm(approximate - exact) / np.linalg.norm(exact)
