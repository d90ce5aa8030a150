"""Masking for BERT: choose 15 % of the tokens, then mask, replace or keep them.

Source: Devlin et al. (2019), section 3.1, task 1.
"""

import numpy as np

IGNORED = -100  # label of a position that is not predicted


# --8<-- [start:mask]
def mask_tokens(tokens, special, mask_id, vocabulary, rng, chosen=0.15):
    """Return (inputs, labels), both like tokens, an array of ids.

    Each ordinary token is chosen with probability `chosen`; of the chosen 80 % become
    mask_id, 10 % a random id, 10 % stay. Labels are the tokens where chosen, IGNORED
    elsewhere. special: ids that are never chosen.
    """
    tokens = np.asarray(tokens)
    if not 0 < chosen < 1:
        raise ValueError(f"expected a share between 0 and 1, got {chosen}")
    if tokens.min(initial=0) < 0 or tokens.max(initial=0) >= vocabulary:
        raise ValueError(f"expected ids below {vocabulary}")
    picked = (rng.random(tokens.shape) < chosen) & ~np.isin(tokens, special)
    fate = rng.random(tokens.shape)
    inputs = np.where(picked & (fate < 0.8), mask_id, tokens)
    random = rng.integers(0, vocabulary, tokens.shape)
    inputs = np.where(picked & (fate >= 0.9), random, inputs)
    return inputs, np.where(picked, tokens, IGNORED)


# --8<-- [end:mask]
