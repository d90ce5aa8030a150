"""bfloat16 in NumPy: keep the upper half of a float32, rounded to nearest even.

bfloat16 has the 8 exponent bits of float32 and 8 significant bits (7 stored). Adding
half of the last kept bit, less one if that bit is even, makes the cut a rounding.

Source: Kalamkar et al. (2019), A Study of BFLOAT16 for Deep Learning Training.
"""

import numpy as np


# --8<-- [start:round]
def to_bfloat16(values):
    """Return the values as bfloat16 would hold them, in a float32 array.

    values: any shape, read as float32. Overflow gives inf, nan stays nan. O(n).
    """
    single = np.asarray(values, dtype=np.float32)
    bits = single.view(np.uint32)
    even = (bits >> np.uint32(16)) & np.uint32(1)
    cut = (bits + np.uint32(0x7FFF) + even) & np.uint32(0xFFFF0000)
    return np.where(np.isnan(single), single, cut.view(np.float32))


# --8<-- [end:round]


# --8<-- [start:train]
def final_weight(start, update, steps, master):
    """Return a bfloat16 weight after equal updates, with or without a float32 master.

    start, update: numbers; steps >= 0; master: keep a float32 copy that is updated.
    """
    if steps < 0:
        raise ValueError(f"expected steps >= 0, got {steps}")
    weight = np.float32(to_bfloat16(start))
    for _ in range(steps):
        weight = weight + np.float32(update)
        if not master:
            weight = np.float32(to_bfloat16(weight))
    return float(to_bfloat16(weight))


# --8<-- [end:train]
