import numpy as np
import pandas as pd
import pytest
from snippets.responsible_ai.impact_ratios import (
    above_median,
    audit,
    impact_ratios,
    ratio_interval,
)


def _people(n, seed=0):
    rng = np.random.default_rng(seed)
    sex, race = rng.choice(["f", "m"], n), rng.choice(["a", "b", "c"], n)
    return list(
        zip(sex.tolist(), race.tolist(), (rng.random(n) < 0.3).tolist(), strict=True)
    )


def test_ratios_agree_with_pandas():
    rows = [(race, selected) for _, race, selected in _people(211)]
    rates = pd.DataFrame(rows, columns=["c", "y"]).groupby("c")["y"].mean()
    found = impact_ratios(rows)
    for category, rate in rates.items():
        assert found[category]["rate"] == pytest.approx(rate)
        assert found[category]["ratio"] == pytest.approx(rate / rates.max())


def test_the_highest_large_category_has_ratio_one():
    found = impact_ratios([(race, y) for _, race, y in _people(97, seed=3)])
    assert max(entry["ratio"] for entry in found.values()) == 1


def test_a_small_category_is_reported_and_never_the_reference():
    rows = [("a", i < 30) for i in range(100)] + [("tiny", True)]
    found = impact_ratios(rows)
    assert found["tiny"] == {"n": 1, "rate": 1.0, "ratio": None}
    assert found["a"]["ratio"] == 1


def test_exactly_the_minimum_share_counts():
    rows = [("a", i < 30) for i in range(93)] + [("b", True)] * 7
    assert impact_ratios(rows, min_share=0.07)["b"]["ratio"] == 1


def test_nobody_selected_and_nobody_at_all():
    assert impact_ratios([("a", False), ("b", False)])["a"]["ratio"] is None
    assert impact_ratios([]) == {}


def test_an_audit_crosses_the_axes_and_counts_the_unknown():
    people = [*_people(149), (None, "a", True), ("f", None, False)]
    found = audit(people)
    assert found["unknown"] == 2
    assert len(found["both"]) == 6
    assert sum(entry["n"] for entry in found["both"].values()) == 149
    assert sum(entry["n"] for entry in found["sex"].values()) == 149


def test_an_audit_agrees_with_pandas_on_every_axis():
    people = _people(151, seed=2)
    frame = pd.DataFrame(people, columns=["sex", "race", "y"])
    found = audit(people)
    for name, keys in (("sex", "sex"), ("race", "race"), ("both", ["sex", "race"])):
        rates = frame.groupby(keys)["y"].mean()
        assert {c: e["rate"] for c, e in found[name].items()} == pytest.approx(
            rates.to_dict()
        )


def test_an_audit_passes_the_smallest_share_on():
    people = [("f", "a", True)] * 7 + [("m", "b", True)] * 93
    for entries in list(audit(people, min_share=0.1).values())[:3]:
        assert sorted(e["ratio"] is None for e in entries.values()) == [False, True]


def test_parity_on_each_axis_can_hide_the_intersection():
    cells = {("f", "a"): 9, ("m", "b"): 9, ("f", "b"): 3, ("m", "a"): 3}
    people = [(*c, i < hits) for c, hits in cells.items() for i in range(10)]
    found = audit(people)
    for axis in ("sex", "race"):
        assert {entry["ratio"] for entry in found[axis].values()} == {1}
    assert found["both"][("f", "b")]["ratio"] == pytest.approx(1 / 3)


def test_scores_above_the_median():
    found = above_median([("a", 1), ("a", 3), ("b", 2), ("b", 5), ("b", 4)])
    assert found == [("a", False), ("a", False), ("b", False), ("b", True), ("b", True)]


def test_interval_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(1)
    low_k, top_k = rng.binomial(211, 0.2, 3001), rng.binomial(307, 0.4, 3001)
    inside = 0
    for k, top in zip(low_k, top_k, strict=True):
        _, low, high = ratio_interval(k, 211, top, 307)
        inside += low < 0.5 < high
    assert inside / 3001 == pytest.approx(0.95, abs=0.015)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"min_share in \[0, 1\], got 2"):
        impact_ratios([], min_share=2)
    with pytest.raises(ValueError, match="above 0, got 0 and 3"):
        ratio_interval(0, 10, 3, 10)
    with pytest.raises(ValueError, match="above 0, got 3 and 0"):
        ratio_interval(3, 10, 0, 10)
