"""Bytes of training: per parameter, and of the activations kept for the backward pass.

Sources: Rajbhandari et al. (2020), ZeRO, section 3.1 (16 bytes a parameter);
Korthikanti et al. (2023), Reducing Activation Recomputation, equation 1: a transformer
layer in 16 bits keeps s b h (34 + 5 a s / h) bytes, with dropout and an MLP of 4h.
"""

# --8<-- [start:parameter]
RECIPES = {  # bytes per parameter: weight, gradient, master copy, optimizer moments
    "SGD, fp32": (4, 4, 0, 0),
    "SGD with momentum, fp32": (4, 4, 0, 4),
    "Adam, fp32": (4, 4, 0, 8),
    "Adam, bf16 with master": (2, 2, 4, 8),
    "8-bit Adam, bf16 with master": (2, 2, 4, 2),
}


def state_bytes(parameters, recipe):
    """Return the bytes of weights, gradients and optimizer states."""
    if recipe not in RECIPES:
        raise ValueError(f"expected one of {sorted(RECIPES)}, got {recipe!r}")
    return parameters * sum(RECIPES[recipe])


# --8<-- [end:parameter]


# --8<-- [start:activation]
def layer_bytes(batch, sequence, width, heads, fused_attention=True):
    """Return bytes that one layer keeps; fused attention never stores s x s scores."""
    scores = 0 if fused_attention else 5 * heads * sequence / width
    return batch * sequence * width * (34 + scores)


def boundary_bytes(batch, sequence, width):
    """Return bytes of one layer's input, all that a checkpoint keeps, in 16 bits."""
    return 2 * batch * sequence * width


# --8<-- [end:activation]


# --8<-- [start:checkpoint]
def checkpointed(layers, every, layer=1.0, boundary=1.0):
    """Return (peak bytes, layers run again) with a checkpoint each `every` layers.

    layer: bytes a layer keeps; boundary: bytes of its input. The forward pass
    keeps inputs of segments; the backward pass reruns a segment, then drops it.
    """
    if not 1 <= every <= layers:
        raise ValueError(f"expected every in [1, {layers}], got {every}")
    starts = list(range(0, layers, every))
    peak = kept = len(starts) * boundary
    again = 0
    for start in reversed(starts):
        length = min(every, layers - start)
        again += length
        peak = max(peak, kept + length * layer)
        kept -= boundary
    return peak, again


# --8<-- [end:checkpoint]
