import numpy as np
import torch
from torch.nn import functional as F

from snippets.transformers.decoder_block import forward, parameters, rms_norm, rotate


def test_the_block_agrees_with_pytorch():
    rng = np.random.default_rng(3)
    d, heads, kv, n = 24, 6, 2, 11
    w, x = parameters(d, heads, kv, 31, rng), rng.normal(size=(n, d))
    w["norm1"], w["norm2"] = rng.normal(size=(2, d))
    t = {name: torch.tensor(array) for name, array in w.items()}
    h = F.rms_norm(torch.tensor(x), (d,), t["norm1"], eps=1e-5)
    q = torch.tensor(rotate((h @ t["q"]).numpy().reshape(n, heads, -1)))
    k = torch.tensor(rotate((h @ t["k"]).numpy().reshape(n, kv, -1)))
    v = (h @ t["v"]).reshape(n, kv, -1)
    q, k, v = (one.transpose(0, 1)[None] for one in (q, k, v))
    out = F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)
    y = torch.tensor(x) + out[0].transpose(0, 1).reshape(n, d) @ t["o"]
    h = F.rms_norm(y, (d,), t["norm2"], eps=1e-5)
    y = y + (F.silu(h @ t["gate"]) * (h @ t["up"])) @ t["down"]
    np.testing.assert_allclose(forward(x, w, heads, kv), y.numpy(), atol=1e-10)


def test_rms_norm_agrees_with_pytorch():
    x, scale = np.random.default_rng(4).normal(size=(2, 7, 5))
    expected = F.rms_norm(torch.tensor(x), (5,), torch.tensor(scale[0]), eps=1e-5)
    np.testing.assert_allclose(rms_norm(x, scale[0]), expected)
