"""What a quantization scheme does to memory, and to time by a roofline.

Source: Williams et al. 2009, https://doi.org/10.1145/1498765.1498785, for the roofline.
"""


# --8<-- [start:memory]
def effective_bits(bits, group, scale_bits=16, zero_bits=0):
    """Return the bits a weight with its share of the group's scale and zero-point."""
    if group < 1:
        raise ValueError(f"expected a group of 1 or more, got {group}")
    return bits + (scale_bits + zero_bits) / group


def weight_bytes(parameters, bits):
    """Return the bytes of that many weights at (effective) bits each."""
    return parameters * bits / 8


def cache_bytes(layers, heads, head_dim, tokens, bits=16):
    """Return the bytes of keys and values of one sequence; heads: those of keys."""
    return 2 * layers * heads * head_dim * tokens * bits / 8


# --8<-- [end:memory]


# --8<-- [start:roofline]
def step_time(tokens, parameters, bits, peak, bandwidth):
    """Return seconds to push tokens through all weights once: the slower of two.

    tokens: in flight (batch in decoding, prompt length in prefill); peak: operations a
    second in the type that multiplies; bandwidth: bytes a second. Attention, cache and
    dequantization are left out.
    """
    return max(
        2 * parameters * tokens / peak, weight_bytes(parameters, bits) / bandwidth
    )


def balance_tokens(bits, peak, bandwidth):
    """Return the tokens in flight at which compute and traffic take equally long."""
    return peak * bits / 8 / (2 * bandwidth)


# --8<-- [end:roofline]
