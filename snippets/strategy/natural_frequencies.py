"""Counts of people that say the same as prevalence, sensitivity and false alarms.

Source: Gigerenzer & Hoffrage (1995), natural frequencies; the ratio of the counts is
Bayes' rule with the base rate left in.
"""

from dataclasses import dataclass


# --8<-- [start:table]
@dataclass(frozen=True)
class Counts:
    """Whole people out of a population; the two pairs add up to ill and healthy."""

    ill_positive: int
    ill_negative: int
    healthy_positive: int
    healthy_negative: int

    @property
    def positives(self):
        """All who test positive."""
        return self.ill_positive + self.healthy_positive


def natural_frequencies(population, prevalence, sensitivity, false_positive_rate):
    """Return the four counts, each group rounded to whole people.

    population: people, a whole number; the rest are shares in [0, 1]. First the ill
    are rounded, then the positives among ill and healthy, so that counts always add up.
    """
    if population < 1 or population != int(population):
        raise ValueError(f"expected a whole population, got {population}")
    for share in (prevalence, sensitivity, false_positive_rate):
        if not 0 <= share <= 1:
            raise ValueError(f"expected shares between 0 and 1, got {share}")
    ill = round(population * prevalence)
    healthy = population - ill
    hits, alarms = round(ill * sensitivity), round(healthy * false_positive_rate)
    return Counts(hits, ill - hits, alarms, healthy - alarms)


# --8<-- [end:table]


def positive_predictive_value(prevalence, sensitivity, false_positive_rate):
    """Return P(ill | positive) by Bayes' rule; ValueError where nobody is positive."""
    true = prevalence * sensitivity
    false = (1 - prevalence) * false_positive_rate
    if true + false == 0:
        raise ValueError("expected somebody to test positive, got nobody")
    return true / (true + false)
