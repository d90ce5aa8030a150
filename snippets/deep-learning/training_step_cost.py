"""FLOPs and bytes of one training step of a decoder-only transformer.

Sources: Kaplan et al. 2020, section 2.1, arXiv:2001.08361 (6 FLOPs per parameter and
token); Korthikanti et al. 2023, section 4, arXiv:2205.05198 (activations in 16 bits);
Rajbhandari et al. 2020, section 3.1, arXiv:1910.02054 (16 bytes a parameter).
"""


# --8<-- [start:cost]
def step_flops(parameters, tokens, recompute=False):
    """Return FLOPs of a step: 2 forward, 4 backward, 2 more if all is recomputed.

    Matrix products with weights only; attention scores come on top.
    """
    if parameters <= 0 or tokens <= 0:
        got = f"{parameters} and {tokens}"
        raise ValueError(f"expected positive parameters and tokens, got {got}")
    return (8 if recompute else 6) * parameters * tokens


def attention_flops(layers, width, context, tokens):
    """Return FLOPs of scores and averages in a step, the causal half not skipped."""
    return 12 * layers * width * context * tokens


def state_bytes(parameters):
    """Return bytes of 16-bit weights and gradients and 32-bit Adam state with copy."""
    return (2 + 2 + 12) * parameters


def activation_bytes(layers, width, heads, context, batch, keep="all"):
    """Return bytes kept for the backward pass, embeddings and the loss left out.

    keep: "all", "no scores" (fused attention) or "layer inputs" (all recomputed).
    """
    numbers = context * batch * width
    per_layer = {
        "all": 34 * numbers + 5 * heads * context**2 * batch,
        "no scores": 34 * numbers,
        "layer inputs": 2 * numbers,
    }
    return layers * per_layer[keep]


# --8<-- [end:cost]
