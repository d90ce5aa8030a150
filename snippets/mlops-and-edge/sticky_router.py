"""Route users to a canary by a hash, so that they stay while its share grows.

Source: common practice; a salted hash of the user gives a fixed number in [0, 1), and
the canary serves those below its share.
"""

from hashlib import sha256


# --8<-- [start:route]
def position(user, salt):
    """Return the user's fixed place in [0, 1); another salt gives another place."""
    digest = sha256(f"{salt}:{user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def is_canary(user, share, salt):
    """Tell whether a user is served by the canary; raising share only adds users."""
    if not 0 <= share <= 1:
        raise ValueError(f"expected a share in [0, 1], got {share}")
    return position(user, salt) < share


def arm(user, share, salt):
    """Return canary, control or rest: control is another slice of the same size."""
    if not 0 <= share <= 0.5:
        raise ValueError(f"expected a share in [0, 0.5], got {share}")
    place = position(user, salt)
    if place < share:
        return "canary"
    return "control" if place >= 1 - share else "rest"


# --8<-- [end:route]
