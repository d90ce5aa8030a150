"""The two-minute estimate: requests, bytes and machines from a few round numbers.

Source: arithmetic; Little (1961) for the number of requests in flight.
"""

from dataclasses import dataclass
from math import ceil

DAY = 86_400  # seconds


# --8<-- [start:load]
@dataclass(frozen=True)
class Load:
    """What a service has to carry; rates are per second."""

    users: float  # active on a day
    requests_per_user: float  # a day
    peak_factor: float = 3.0
    bytes_per_log: float = 1_000.0  # of one request
    reply_bytes: float = 10_000.0

    def __post_init__(self):
        for name, value in vars(self).items():
            if value <= 0:
                raise ValueError(f"expected {name} above zero, got {value}")
        if self.peak_factor < 1:
            raise ValueError(f"expected a peak factor >= 1, got {self.peak_factor}")

    @property
    def average(self):
        """Requests a second, averaged over the day."""
        return self.users * self.requests_per_user / DAY

    @property
    def peak(self):
        """Requests a second at the peak."""
        return self.average * self.peak_factor

    def stored(self, days):
        """Bytes of logs after so many days, uncompressed, one copy."""
        return self.users * self.requests_per_user * self.bytes_per_log * days

    @property
    def bandwidth(self):
        """Bits a second that leave at the peak."""
        return 8 * self.peak * self.reply_bytes


def machines(rate, seconds, slots, utilization=0.6, spare=1):
    """Return how many machines serve `rate` requests a second.

    seconds: of work a request takes; slots: requests a machine works on at once;
    utilization: the share of slots that may be busy; spare: machines that may be lost.
    By Little's law rate * seconds requests are in flight on average.
    """
    if min(rate, seconds, slots) <= 0 or not 0 < utilization <= 1 or spare < 0:
        got = f"{rate}, {seconds}, {slots}, {utilization}, {spare}"
        raise ValueError(
            f"expected positive load, utilization in (0, 1], spare >= 0, got {got}"
        )
    return ceil(rate * seconds / (slots * utilization)) + spare


# --8<-- [end:load]
