"""A decision log in which a later change can be seen: each entry carries the last hash.

Source: Haber & Stornetta, How to Time-Stamp a Digital Document (1991), the linking
scheme; SHA-256 as in FIPS 180-4. The chain proves that entries were not changed since
a hash of them was stored elsewhere; it does not prove that they were true.
"""

import hashlib
import json

GENESIS = "0" * 64


# --8<-- [start:chain]
def append(log, record):
    """Append a JSON-able record to the list `log` and return the new head hash."""
    previous = log[-1]["hash"] if log else GENESIS
    entry = {"previous": previous, "record": record, "hash": digest(previous, record)}
    log.append(entry)
    return entry["hash"]


def digest(previous, record):
    """SHA-256 of the last hash and the record, written in one way only."""
    try:
        text = json.dumps(
            record, sort_keys=True, separators=(",", ":"), allow_nan=False
        )
    except (TypeError, ValueError) as error:
        raise ValueError(f"expected a JSON record, got {record!r}") from error
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def first_break(log, checkpoint=None):
    """Return the position of the first entry that does not fit, or None.

    checkpoint: (number of entries, head hash then), kept where the log's writer
    cannot write. Without it a cut or wholly rewritten tail goes unseen; with it a
    rewrite shows at the checkpoint, wherever it began. Cost: one hash an entry.
    """
    previous = GENESIS
    for position, entry in enumerate(log):
        fits = entry["previous"] == previous
        if not fits or entry["hash"] != digest(previous, entry["record"]):
            return position
        previous = entry["hash"]
    if checkpoint is not None:
        count, head = checkpoint
        if len(log) < count:
            return len(log)  # the tail is missing from here
        if (log[count - 1]["hash"] if count else GENESIS) != head:
            return count - 1
    return None


# --8<-- [end:chain]
