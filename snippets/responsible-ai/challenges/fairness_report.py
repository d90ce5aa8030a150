r"""A fairness report that survives small groups

Write `fairness_report(y, yhat, group)` for labels and predictions 0 or 1 and a group
name for each case. Return a dictionary:

- `"groups"`: for each group name a dictionary with `"n"`, `"base_rate"`,
  `"selection_rate"`, `"tpr"`, `"fpr"` and `"ppv"`. A rate whose denominator is zero is
  `None`.
- `"differences"`: for `"base_rate"`, `"selection_rate"`, `"tpr"`, `"fpr"` and `"ppv"`
  the largest difference between two groups, ignoring undefined entries; `None` if
  fewer than two groups have one.

Example: group a has labels 1, 1, 0, 0 and predictions 1, 0, 1, 0, group b has labels
1, 0 and predictions 1, 0. Then the true-positive rates are 0.5 and 1.0, and their
difference is 0.5.
"""

LEVEL = "mid"
MINUTES = 20
TOPICS = ["fairness-audit", "fairness-definitions"]
ARTICLE = "responsible-ai/fairness-definitions-and-impossibility"
HINTS = [
    "Collect the four counts of each group in one pass; every rate is a ratio of them.",
    "One helper that divides, and returns None for an empty denominator, keeps the rest "
    "short.",
    "The largest difference is the maximum minus the minimum of what is defined; check "
    "how many are defined before you subtract.",
]
COMPLEXITY = "$O(n)$ time, $O(g)$ memory for $g$ groups."
VARIATIONS = [
    (
        "Add uncertainty.",
        "Report counts with Wilson intervals, and bootstrap the differences over people. "
        "The maximum over many small groups is biased upward even without disparity.",
    ),
    (
        "There are two attributes.",
        "Groups are their combinations. Many will be tiny: set a minimum size, report "
        "what was left out, and consider partial pooling.",
    ),
    (
        "Labels exist only for accepted cases.",
        "TPR and FPR are then not identified. Report selection rates, and outcome rates "
        "among the accepted, and say what cannot be known.",
    ),
]


# --8<-- [start:solution]
def fairness_report(y, yhat, group):
    """Return {"groups": {name: rates}, "differences": {rate: number or None}}.

    y, yhat: n labels and predictions, 0 or 1; group: n hashable names.

    >>> labels, guesses = [1, 1, 0, 0, 1, 0], [1, 0, 1, 0, 1, 0]
    >>> report = fairness_report(labels, guesses, list("aaaabb"))
    >>> report["groups"]["a"]["tpr"], report["differences"]["tpr"]
    (0.5, 0.5)
    """
    counts = {}
    for label, guess, name in zip(y, yhat, group, strict=True):
        cells = counts.setdefault(name, {(a, b): 0 for a in (0, 1) for b in (0, 1)})
        cells[int(label), int(guess)] += 1
    groups = {name: _rates(cells) for name, cells in counts.items()}
    return {"groups": groups, "differences": _differences(groups)}


def _rates(cells):
    tp, fp, fn, tn = cells[1, 1], cells[0, 1], cells[1, 0], cells[0, 0]
    n = tp + fp + fn + tn
    return {
        "n": n,
        "base_rate": _ratio(tp + fn, n),
        "selection_rate": _ratio(tp + fp, n),
        "tpr": _ratio(tp, tp + fn),
        "fpr": _ratio(fp, fp + tn),
        "ppv": _ratio(tp, tp + fp),
    }


def _ratio(part, whole):
    return part / whole if whole else None


def _differences(groups):
    found = {}
    for rate in ("base_rate", "selection_rate", "tpr", "fpr", "ppv"):
        values = [g[rate] for g in groups.values() if g[rate] is not None]
        found[rate] = max(values) - min(values) if len(values) > 1 else None
    return found


# --8<-- [end:solution]


# --8<-- [start:checks]
LABELS, GUESSES = [1, 1, 0, 0, 1, 0], [1, 0, 1, 0, 1, 0]


def test_two_groups_by_hand():
    report = fairness_report(LABELS, GUESSES, list("aaaabb"))
    a, b = report["groups"]["a"], report["groups"]["b"]
    assert a == {"n": 4, "base_rate": 0.5, "selection_rate": 0.5, "tpr": 0.5,
                 "fpr": 0.5, "ppv": 0.5}  # fmt: skip
    assert (b["tpr"], b["fpr"], b["ppv"]) == (1.0, 0.0, 1.0)
    assert report["differences"]["fpr"] == 0.5


def test_a_group_without_positives_has_no_tpr():
    report = fairness_report([0, 0, 1], [1, 0, 1], ["x", "x", "y"])
    assert report["groups"]["x"]["tpr"] is None
    assert report["groups"]["y"]["fpr"] is None
    assert report["differences"]["tpr"] is None


def test_nobody_selected_has_no_ppv():
    report = fairness_report([1, 0], [0, 0], ["x", "x"])
    assert report["groups"]["x"]["ppv"] is None
    assert report["groups"]["x"]["selection_rate"] == 0


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _case(n, seed):
    rows = []
    for _ in range(n):
        bits = []
        for _ in range(3):
            seed = (1103515245 * seed + 12345) % 2**31
            bits.append(seed // 65536)
        rows.append((bits[0] % 2, bits[1] % 2, "abc"[bits[2] % 3]))
    return rows


def test_the_order_of_rows_does_not_matter():
    rows = _case(89, seed=3)
    one = fairness_report(*map(list, zip(*rows, strict=True)))
    two = fairness_report(*map(list, zip(*rows[::-1], strict=True)))
    assert one["groups"] == two["groups"] and one["differences"] == two["differences"]


def test_chouldechovas_identity_holds():
    for seed in range(1, 20):
        report = fairness_report(*map(list, zip(*_case(53, seed), strict=True)))
        for g in report["groups"].values():
            p, ppv = g["base_rate"], g["ppv"]
            if None not in g.values() and ppv > 0 and p < 1:
                implied = p / (1 - p) * (1 - ppv) / ppv * g["tpr"]
                assert abs(implied - g["fpr"]) < 1e-12


def test_three_groups_use_the_extremes():
    y = [1] * 9
    yhat = [1, 0, 0, 1, 1, 0, 1, 1, 1]
    report = fairness_report(y, yhat, list("aaabbbccc"))
    assert abs(report["differences"]["tpr"] - 2 / 3) < 1e-12
    assert report["differences"]["fpr"] is None
    assert report["differences"]["base_rate"] == 0


def test_one_group_has_no_differences():
    report = fairness_report([1, 0], [1, 1], [7, 7])
    assert report["groups"][7]["n"] == 2
    assert set(report["differences"].values()) == {None}


def test_undefined_entries_are_ignored_not_zero():
    y, yhat = [1, 0, 1, 0, 0, 0], [1, 0, 1, 0, 0, 0]
    report = fairness_report(y, yhat, list("aabbcc"))
    assert report["groups"]["c"]["tpr"] is None
    assert report["differences"]["tpr"] == 0


# --8<-- [end:hidden]
