"""A decoder block as of 2024: RMSNorm before, grouped heads, rotary positions, SwiGLU.

Sources: Grattafiori et al. (2024), section 3.2; Zhang & Sennrich (2019) for RMSNorm,
Shazeer (2020) for SwiGLU, Su et al. (2021) for rotary positions.
"""

import numpy as np


# --8<-- [start:count]
def block_parameters(d, heads, kv_heads, hidden):
    """Return the weights of one block: queries and output, keys and values, MLP, norms.

    The MLP has three matrices d x hidden; head dimension is d / heads.
    """
    if d % heads or heads % kv_heads:
        raise ValueError(
            f"expected d / heads / kv_heads whole: {d}, {heads}, {kv_heads}"
        )
    attention = 2 * d * d + 2 * d * kv_heads * (d // heads)
    return attention + 3 * d * hidden + 2 * d


def model_parameters(layers, vocabulary, d, heads, kv_heads, hidden, tied=False):
    """Return all weights: blocks, embeddings (once if tied), final norm."""
    blocks = layers * block_parameters(d, heads, kv_heads, hidden)
    return blocks + (1 if tied else 2) * vocabulary * d + d


# --8<-- [end:count]


def parameters(d, heads, kv_heads, hidden, rng):
    """Return random weights of a block, as forward takes them."""
    small = kv_heads * d // heads
    shapes = dict(q=(d, d), k=(d, small), v=(d, small), o=(d, d))
    shapes |= dict(gate=(d, hidden), up=(d, hidden), down=(hidden, d))
    weights = {name: rng.normal(size=s) / np.sqrt(s[0]) for name, s in shapes.items()}
    return weights | {"norm1": np.ones(d), "norm2": np.ones(d)}


# --8<-- [start:block]
def forward(x, w, heads, kv_heads):
    """Return the block's output (n, d) for x (n, d); causal."""
    x = x + _attention(rms_norm(x, w["norm1"]), w, heads, kv_heads)
    h = rms_norm(x, w["norm2"])
    gate = h @ w["gate"]
    return x + (gate / (1 + np.exp(-gate)) * (h @ w["up"])) @ w["down"]  # SwiGLU


def rms_norm(x, scale, epsilon=1e-5):
    """Return x over its root mean square, times scale."""
    return x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + epsilon) * scale


def _attention(x, w, heads, kv_heads):
    n, d = x.shape
    q, k, v = (x @ w[name] for name in "qkv")
    q = rotate(q.reshape(n, heads, -1))
    k = rotate(k.reshape(n, kv_heads, -1)).repeat(heads // kv_heads, axis=1)
    v = v.reshape(n, kv_heads, -1).repeat(heads // kv_heads, axis=1)
    scores = np.einsum("qhd,khd->hqk", q, k) / np.sqrt(d // heads)
    scores = np.where(np.tri(n, dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return np.einsum("hqk,khd->qhd", weights, v).reshape(n, d) @ w["o"]


def rotate(x, base=10_000.0):
    """Turn pairs (first half, second half) of x (n, heads, d) by position angles."""
    n, half = x.shape[0], x.shape[-1] // 2
    angle = np.arange(n)[:, None, None] / base ** (np.arange(half) / half)
    a, b = x[..., :half], x[..., half:]
    return np.concatenate(
        [a * np.cos(angle) - b * np.sin(angle), a * np.sin(angle) + b * np.cos(angle)],
        -1,
    )


# --8<-- [end:block]
