"""Rates of a confusion matrix, and the identity that ties them to the base rate.

Source: Chouldechova (2017), equation 2.6: FPR = p/(1-p) (1-PPV)/PPV (1-FNR).
"""

from dataclasses import dataclass


# --8<-- [start:rates]
@dataclass(frozen=True)
class Confusion:
    """Counts of one group; a rate whose denominator is zero is None."""

    tp: float
    fp: float
    fn: float
    tn: float

    def __post_init__(self):
        if min(self.tp, self.fp, self.fn, self.tn) < 0:
            raise ValueError(f"expected counts of zero or more, got {self}")

    @property
    def base_rate(self):
        """Share of positives."""
        return _share(self.tp + self.fn, self.fp + self.tn)

    @property
    def selection_rate(self):
        """Share that is predicted positive."""
        return _share(self.tp + self.fp, self.fn + self.tn)

    @property
    def tpr(self):
        """Share of the positives that is found; 1 - FNR."""
        return _share(self.tp, self.fn)

    @property
    def fpr(self):
        """Share of the negatives that is predicted positive."""
        return _share(self.fp, self.tn)

    @property
    def ppv(self):
        """Share of the predicted positives that is positive."""
        return _share(self.tp, self.fp)


def _share(part, rest):
    return part / (part + rest) if part + rest else None


# --8<-- [end:rates]


# --8<-- [start:identity]
def implied_fpr(base_rate, ppv, tpr):
    """Return the false-positive rate that base rate, PPV and TPR leave no choice in.

    All three in (0, 1], base rate below 1. A result above 1 means that the three
    cannot occur together.
    """
    for name, value in (("base rate", base_rate), ("PPV", ppv), ("TPR", tpr)):
        if not 0 < value <= 1:
            raise ValueError(f"expected {name} in (0, 1], got {value}")
    if base_rate == 1:
        raise ValueError("expected a base rate below 1, got 1")
    return base_rate / (1 - base_rate) * (1 - ppv) / ppv * tpr


# --8<-- [end:identity]
