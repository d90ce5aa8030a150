"""All-reduce around a ring: reduce-scatter, then all-gather, with bytes counted.

Source: Patarasuk & Yuan (2009): each rank sends 2 (N - 1) / N of its data, which no
algorithm can beat in bandwidth.
"""

import numpy as np


# --8<-- [start:ring]
def ring_allreduce(arrays):
    """Return (list of N reduced arrays, bytes that each rank sent).

    arrays: one (n,) array a rank, equal lengths divisible by N. In step t rank r sends
    one chunk to rank r + 1; all sends of a step happen at once.
    """
    ranks = len(arrays)
    chunks = _split(arrays)  # (rank, chunk, numbers)
    sent = 0
    for step in range(ranks - 1):  # reduce-scatter: sums travel and grow
        moving = [(r, (r - step) % ranks, chunks[r][(r - step) % ranks].copy())
                  for r in range(ranks)]  # fmt: skip
        for r, c, data in moving:
            chunks[(r + 1) % ranks][c] += data
        sent += moving[0][2].nbytes
    for step in range(ranks - 1):  # all-gather: finished chunks travel
        moving = [(r, (r + 1 - step) % ranks, chunks[r][(r + 1 - step) % ranks].copy())
                  for r in range(ranks)]  # fmt: skip
        for r, c, data in moving:
            chunks[(r + 1) % ranks][c] = data
        sent += moving[0][2].nbytes
    return [row.reshape(-1) for row in chunks], sent


# --8<-- [end:ring]


# --8<-- [start:time]
def allreduce_seconds(size, ranks, bandwidth, latency=0.0):
    """Return the time of a ring all-reduce of `size` bytes.

    bandwidth: bytes a second that one rank can send; latency: of one step, in seconds.
    """
    if min(size, ranks, bandwidth) <= 0 or latency < 0:
        got = f"{size}, {ranks}, {bandwidth}, {latency}"
        raise ValueError(f"expected positive sizes and no negative latency, got {got}")
    return 2 * (ranks - 1) * (size / ranks / bandwidth + latency)


# --8<-- [end:time]


def _split(arrays):
    lengths = {len(array) for array in arrays}
    if len(lengths) != 1 or lengths.pop() % len(arrays):
        raise ValueError(f"expected equal lengths divisible by {len(arrays)}")
    return [np.array(array, float).reshape(len(arrays), -1) for array in arrays]
