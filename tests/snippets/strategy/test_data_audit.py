import numpy as np
import pytest

from snippets.strategy.data_audit import audit

N = 1009


@pytest.fixture
def clean():
    rng = np.random.default_rng(0)
    churned = (rng.random(N) < 0.3).astype(int)
    return {
        "id": np.arange(N),
        "age": rng.normal(40, 12, N).round() + 3 * churned,
        "spend": rng.lognormal(3, 1, N),
        "calls": rng.poisson(2 + churned).astype(float),
        "churned": churned,
    }


def found(columns):
    return audit(columns, "churned", "id")


def test_clean_data_raise_nothing(clean):
    assert found(clean) == []


def test_every_planted_issue_is_found(clean):
    rng = np.random.default_rng(1)
    clean["age"][rng.random(N) < 0.05] = -999
    clean["spend"][(clean["churned"] == 1) & (rng.random(N) < 0.4)] = np.nan
    clean["calls"][:] = 3
    clean["id"][1] = clean["id"][0]
    clean["end_day"] = 100 * clean["churned"] + rng.random(N)
    assert found(clean) == [
        ("constant", "calls"),
        ("duplicated key", "id"),
        ("leak", "end_day"),
        ("missing with the target", "spend"),
        ("sentinel", "age"),
    ]


def test_a_leak_in_the_other_direction_is_one_too(clean):
    clean["days_active"] = -clean["churned"] + np.random.default_rng(2).random(N) / 2
    assert ("leak", "days_active") in found(clean)


def test_values_missing_at_random_are_no_finding(clean):
    clean["spend"][np.random.default_rng(3).random(N) < 0.3] = np.nan
    assert found(clean) == []


def test_99_within_the_range_is_no_sentinel(clean):
    clean["score"] = np.random.default_rng(4).integers(0, 120, N).astype(float)
    clean["score"][:50] = 99
    assert found(clean) == []


def test_bad_input_is_told(clean):
    with pytest.raises(ValueError, match="equal columns with churned and nothing"):
        audit(clean, "churned", "nothing")
    clean["churned"] = clean["churned"] + 1
    with pytest.raises(ValueError, match=r"targets 0 and 1, got \[1 2\]"):
        found(clean)
