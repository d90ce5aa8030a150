r"""Impact ratios of a bias audit

`rows` is a list of `(category, selected)`, where `category` is a string or a tuple and
`selected` is true or false. Write
`impact_ratios(rows, min_share)`, which returns a dictionary from each category to a
dictionary with

- `"rate"`: the share of the category that was selected,
- `"ratio"`: this rate divided by the highest rate among the categories that have at least
  `min_share` of all rows; exactly `min_share`, say 7 of 100 rows at 0.07, is enough.

A category with less than `min_share` of the rows gets the ratio `None` and is never the
reference. If nobody in the larger categories was selected, or no category is large enough,
all ratios are `None`. No rows give an empty dictionary.

Example: of 100 people in category a 30 are selected, of 100 in b 24. Then the rates are
0.30 and 0.24 and the ratios 1.0 and 0.8.
"""

LEVEL = "mid"
MINUTES = 20
TOPICS = ["fairness-audit"]
ARTICLE = "responsible-ai/documentation-accountability-and-regulation"
HINTS = [
    "Two counters are enough: how many rows a category has, and how many were selected.",
    "Decide first which categories are large enough, and take the maximum over these only.",
    "Compare n / len(rows) with min_share; min_share * len(rows) can round past an integer.",
]
COMPLEXITY = "$O(n)$ time, $O(c)$ memory for $c$ categories."
VARIATIONS = [
    (
        "The tool gives scores instead of selections.",
        "Replace `selected` by whether the score is above the median of the whole sample, "
        "and call the same function: that is the scoring rate.",
    ),
    (
        "Audit sex and race together.",
        "Use the pair as category. Report the single axes as well, and how many people are "
        "left out because a value is unknown.",
    ),
    (
        "Is a ratio of 0.8 far from 1?",
        "With 100 people in each category not: put an interval around it, by the delta "
        "method on the log ratio or by bootstrap.",
    ),
]


# --8<-- [start:solution]
def impact_ratios(rows, min_share):
    """Return {category: {"rate": share selected, "ratio": rate / highest or None}}.

    rows: list of (category, selected); min_share: smallest share of the rows that gives
    a category a ratio.

    >>> impact_ratios([("a", True), ("a", True), ("b", True), ("b", False)], 0.02)["b"]
    {'rate': 0.5, 'ratio': 0.5}
    """
    sizes, hits = {}, {}
    for category, selected in rows:
        sizes[category] = sizes.get(category, 0) + 1
        hits[category] = hits.get(category, 0) + bool(selected)
    rates = {category: hits[category] / n for category, n in sizes.items()}
    large = {c for c, n in sizes.items() if n / len(rows) >= min_share}
    top = max((rates[c] for c in large), default=0)
    return {
        c: {"rate": rate, "ratio": rate / top if c in large and top > 0 else None}
        for c, rate in rates.items()
    }


# --8<-- [end:solution]


# --8<-- [start:checks]
def _rows(**counts):
    """Turn a=(30, 100) into 100 rows of category a with 30 selected."""
    return [(c, i < hits) for c, (hits, n) in counts.items() for i in range(n)]


def test_three_categories_by_hand():
    found = impact_ratios(_rows(a=(30, 100), b=(24, 100), c=(15, 100)), 0.02)
    assert [found[c]["rate"] for c in "abc"] == [0.30, 0.24, 0.15]
    ratios = [found[c]["ratio"] for c in "abc"]
    assert all(abs(r - e) < 1e-12 for r, e in zip(ratios, [1, 0.8, 0.5], strict=True))


def test_nobody_is_selected():
    found = impact_ratios(_rows(a=(0, 7), b=(0, 5)), 0.02)
    assert found == {c: {"rate": 0.0, "ratio": None} for c in "ab"}


def test_a_small_category_is_reported_but_has_no_ratio():
    found = impact_ratios(_rows(a=(30, 100), tiny=(0, 1)), 0.02)
    assert found["tiny"] == {"rate": 0.0, "ratio": None}


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _rows(**counts):
    return [(c, i < hits) for c, (hits, n) in counts.items() for i in range(n)]


def test_a_small_category_is_never_the_reference():
    found = impact_ratios(_rows(a=(30, 100), b=(15, 100), tiny=(2, 2)), 0.02)
    assert found["tiny"] == {"rate": 1.0, "ratio": None}
    assert found["a"]["ratio"] == 1 and found["b"]["ratio"] == 0.5


def test_exactly_the_minimum_share_is_included():
    found = impact_ratios(_rows(a=(31, 93), b=(7, 7)), 0.07)
    assert found["b"]["ratio"] == 1
    assert abs(found["a"]["ratio"] - 1 / 3) < 1e-12


def test_the_order_of_rows_does_not_matter():
    rows = _rows(a=(5, 13), b=(9, 17), c=(1, 11))
    mixed = rows[::2] + rows[1::2][::-1]
    found = impact_ratios(mixed, 0.1)
    assert found == impact_ratios(rows, 0.1)
    assert found["b"] == {"rate": 9 / 17, "ratio": 1.0}


def test_only_a_small_category_is_selected():
    found = impact_ratios(_rows(a=(0, 99), tiny=(1, 1)), 0.02)
    assert found["a"]["ratio"] is None and found["tiny"]["ratio"] is None


def test_categories_can_be_pairs():
    rows = [(("f", "x"), True), (("f", "y"), False), (("m", "x"), True)]
    found = impact_ratios(rows, 0.02)
    assert found[("f", "y")] == {"rate": 0.0, "ratio": 0.0}


def test_every_category_is_too_small():
    found = impact_ratios(_rows(a=(1, 2), b=(1, 2)), 0.9)
    assert found == {c: {"rate": 0.5, "ratio": None} for c in "ab"}


def test_no_rows():
    assert impact_ratios([], 0.02) == {}


# --8<-- [end:hidden]
