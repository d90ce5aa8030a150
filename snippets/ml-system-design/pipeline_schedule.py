"""Timelines of pipeline schedules, with their bubbles and their memory.

Source: Huang et al. (2019) for GPipe; Narayanan et al. (2021) for 1F1B. A forward step
takes 1 unit of time, a backward step 2.
"""

FORWARD, BACKWARD = 1, 2


# --8<-- [start:simulate]
def timeline(stages, batches, schedule):
    """Return one list a stage of (start, kind, micro-batch), earliest times.

    schedule: gpipe (all forward, then all backward) or 1f1b. A forward step waits for
    the stage before, a backward step for the stage after.
    """
    if min(stages, batches) < 1 or schedule not in ORDERS:
        got = f"{stages}, {batches}, {schedule}"
        raise ValueError(f"expected stages, micro-batches, gpipe or 1f1b, got {got}")
    orders = [ORDERS[schedule](stage, stages, batches) for stage in range(stages)]
    ends, lines = {}, [[] for _ in range(stages)]
    free, place = [0] * stages, [0] * stages
    while any(place[s] < len(orders[s]) for s in range(stages)):
        for s in range(stages):
            while place[s] < len(orders[s]):
                kind, batch = orders[s][place[s]]
                need = _needs(kind, s, batch, stages)
                if need is not None and need not in ends:
                    break
                start = max(free[s], ends.get(need, 0))
                free[s] = start + (FORWARD if kind == "F" else BACKWARD)
                ends[kind, s, batch] = free[s]
                lines[s].append((start, kind, batch))
                place[s] += 1
    return lines


def bubble(stages, batches):
    """Return the idle share (p - 1) / (m + p - 1), for both schedules."""
    return (stages - 1) / (batches + stages - 1)


# --8<-- [end:simulate]


def in_flight(line):
    """Return the most micro-batches whose activations a stage holds at once."""
    held = most = 0
    for _, kind, _ in line:
        held += 1 if kind == "F" else -1
        most = max(most, held)
    return most


def _gpipe(stage, stages, batches):
    return [("F", b) for b in range(batches)] + [("B", b) for b in range(batches)]


def _one_forward_one_backward(stage, stages, batches):
    warm = min(stages - stage - 1, batches)
    order = [("F", b) for b in range(warm)]
    for b in range(batches - warm):
        order += [("F", warm + b), ("B", b)]
    return order + [("B", b) for b in range(batches - warm, batches)]


def _needs(kind, stage, batch, stages):
    if kind == "F":
        return ("F", stage - 1, batch) if stage else None
    return ("B", stage + 1, batch) if stage < stages - 1 else ("F", stage, batch)


ORDERS = {"gpipe": _gpipe, "1f1b": _one_forward_one_backward}
