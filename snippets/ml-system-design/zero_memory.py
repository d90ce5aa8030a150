"""Bytes a device holds for weights, gradients and Adam, by ZeRO stage; and times.

Source: Rajbhandari et al. (2020), figure 1: 2 + 2 + 12 bytes a parameter; Young (1974)
for the checkpoint interval.
"""

from math import sqrt

WEIGHTS, GRADIENTS, OPTIMIZER = 2, 2, 12  # fp16, fp16, fp32 copy and two moments


# --8<-- [start:zero]
def bytes_per_parameter(stage, devices):
    """Return the bytes of one parameter on a device under ZeRO stage 0 to 3."""
    if stage not in range(4) or devices < 1:
        raise ValueError(f"expected stage 0 to 3 and devices, got {stage}, {devices}")
    parts = (OPTIMIZER, GRADIENTS, WEIGHTS)  # sharded in this order
    return sum(
        part / devices if place < stage else part for place, part in enumerate(parts)
    )


# --8<-- [end:zero]


# --8<-- [start:run]
def training_days(parameters, tokens, devices, peak, utilization):
    """Return the days of 6 N D operations at a share of the peak of all devices."""
    if min(parameters, tokens, devices, peak) <= 0 or not 0 < utilization <= 1:
        raise ValueError("expected positive sizes and a utilization in (0, 1]")
    return 6 * parameters * tokens / (devices * peak * utilization) / 86_400


def checkpoint_interval(cost, mean_time_between_failures):
    """Return Young's interval sqrt(2 C MTBF) in seconds, for C far below the MTBF."""
    if min(cost, mean_time_between_failures) <= 0:
        raise ValueError("expected positive times")
    return sqrt(2 * cost * mean_time_between_failures)


def lost_share(interval, cost, mean_time_between_failures):
    """Return the share of time for checkpoints and repeated work, to first order."""
    return cost / interval + interval / (2 * mean_time_between_failures)


# --8<-- [end:run]
