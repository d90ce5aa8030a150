"""Selection rates and impact ratios of a bias audit, by category and intersection.

Source: Rules of the City of New York, title 6, sections 5-300 and 5-301: the impact
ratio is a category's rate over the highest category's rate; a scoring rate is the share
of a category above the sample's median score; categories below 2 % of the data may be
left out of the ratios, with their counts and rates reported.
"""

from collections import Counter
from math import exp, sqrt
from statistics import median


# --8<-- [start:ratios]
def impact_ratios(rows, min_share=0.02):
    """Return {category: {"n", "rate", "ratio"}} for rows of (category, selected).

    The reference is the highest rate among categories with at least `min_share` of the
    rows; smaller categories get the ratio None, and so does everyone if nobody of the
    others was selected. Cost: O(rows).
    """
    if not 0 <= min_share <= 1:
        raise ValueError(f"expected min_share in [0, 1], got {min_share}")
    rows = list(rows)
    sizes = Counter(category for category, _ in rows)
    hits = Counter(category for category, selected in rows if selected)
    rates = {category: hits[category] / n for category, n in sizes.items()}
    large = {c for c, n in sizes.items() if n / len(rows) >= min_share}
    top = max((rates[c] for c in large), default=0)
    ratios = {c: rates[c] / top for c in large if top > 0}
    return {
        c: {"n": n, "rate": rates[c], "ratio": ratios.get(c)} for c, n in sizes.items()
    }


# --8<-- [end:ratios]


# --8<-- [start:audit]
def audit(people, min_share=0.02):
    """Return the ratios by sex, by race and by both, and how many are unknown.

    people: (sex, race, selected) with None where a person did not say.
    """
    known = [p for p in people if p[0] is not None and p[1] is not None]
    return {
        "sex": impact_ratios(((s, y) for s, _, y in known), min_share),
        "race": impact_ratios(((r, y) for _, r, y in known), min_share),
        "both": impact_ratios((((s, r), y) for s, r, y in known), min_share),
        "unknown": len(people) - len(known),
    }


# --8<-- [end:audit]


def above_median(rows):
    """Turn (category, score) into (category, score above the median of all scores)."""
    rows = list(rows)
    middle = median(score for _, score in rows)
    return [(category, score > middle) for category, score in rows]


def ratio_interval(selected, n, top_selected, top_n, z=1.96):
    """Return the ratio of two rates with its log-normal interval: (ratio, low, high).

    Delta method: Var log(k/n) = (1 - k/n)/k. Needs at least one selected in each.
    """
    if min(selected, top_selected) < 1:
        raise ValueError(f"expected counts above 0, got {selected} and {top_selected}")
    rate, top = selected / n, top_selected / top_n
    error = sqrt((1 - rate) / selected + (1 - top) / top_selected)
    return rate / top, rate / top * exp(-z * error), rate / top * exp(z * error)
