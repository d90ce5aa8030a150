"""A data loader feeding a training loop: when does the accelerator wait?

Batch i goes to worker i mod W, and batches are consumed in order. A batch is requested
as soon as fewer than W * prefetch are requested and not yet taken. With c_i the moment
batch i is loaded and s_i the start of step i, in seconds,

    c_i = max(c_(i-W), s_(i - W * prefetch)) + load_i
    s_i = max(c_i, s_(i-1) + step)

Source: the round-robin order of torch.utils.data.DataLoader; without jitter the rate
settles at min(W / load, 1 / step) batches a second.
"""

import math

import numpy as np


# --8<-- [start:simulate]
def step_starts(load, step, workers, prefetch=2):
    """Return the start of each step in seconds, (n,), first request at 0.

    load: (n,) seconds per batch in one worker; step: seconds of compute per batch.
    O(n). Raises ValueError for fewer than one worker or no prefetching.
    """
    if workers < 1 or prefetch < 1:
        raise ValueError(
            f"expected workers and prefetch >= 1, got {workers} and {prefetch}"
        )
    loaded, starts = np.zeros(len(load)), np.zeros(len(load))
    ahead = workers * prefetch
    for i, seconds in enumerate(load):
        free = loaded[i - workers] if i >= workers else 0.0
        requested = starts[i - ahead] if i >= ahead else 0.0
        loaded[i] = max(free, requested) + seconds
        starts[i] = max(loaded[i], starts[i - 1] + step if i else 0.0)
    return starts


# --8<-- [end:simulate]


# --8<-- [start:workers]
def workers_needed(seconds_per_sample, batch, step):
    """Return the fewest workers that load batches as fast as they are consumed."""
    if min(seconds_per_sample, batch, step) <= 0:
        raise ValueError(
            f"expected positive times and batch, got {seconds_per_sample}, {batch}, "
            f"{step}"
        )
    return math.ceil(seconds_per_sample * batch / step)


# --8<-- [end:workers]


def waiting_share(starts, step):
    """Return the share of time without compute, the first half left out as warm-up."""
    late = starts[len(starts) // 2 :]
    return 1 - step * (len(late) - 1) / (late[-1] - late[0])


def jittered(mean, sigma, count, rng):
    """Return log-normal load times of the given mean, (count,); sigma of their logs."""
    return mean * np.exp(sigma * rng.normal(size=count) - sigma**2 / 2)
