"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

from datetime import date

import pytest
from snippets.responsible_ai.decision_log_hash_chain import append, first_break
from snippets.responsible_ai.figures.ai_act_dates import DATES, NOW, months
from snippets.responsible_ai.impact_ratios import impact_ratios, ratio_interval
from snippets.responsible_ai.training_flops_threshold import (
    THRESHOLD,
    classify,
    tokens_to_reach,
    training_flops,
)

PAGE = "responsible-ai/documentation-accountability-and-regulation"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def scientific(value):
    mantissa, exponent = f"{value:.1e}".split("e")
    return rf"{mantissa} \times 10^{{{int(exponent)}}}"


def short(value):
    return scientific(value).replace(r" \times ", r"\times")


def test_size_of_the_log(says):
    days = 548
    assert abs(days - 365.25 * 1.5) < 1
    size = f"{200_000 * 2_000 * days / 1e9:.0f} GB"
    says(f"200,000 decisions a day of 2 kB each are {size} in 18 months ({days} days)")
    says(f"200,000 decisions a day of 2 kB are {size} in {days} days")


def test_what_the_chain_shows_and_what_not():
    log, forged = [], []
    for score in (0.2, 0.5, 0.7):
        head = append(log, {"score": score})
        append(forged, {"score": 0.9})
    assert first_break(log[:2]) is None and first_break(log[:2], (3, head)) == 2
    assert first_break(forged) is None and first_break(forged, (3, head)) == 2
    assert first_break([log[0], log[2]]) == 1


def test_dates(says):
    annex3, annex1 = DATES["high-risk: Annex III"], DATES["high-risk: Annex I"]
    says(
        f"by {months(*annex3)} months (Annex III) and {months(*annex1)} months (Annex I)"
    )
    for _, after in (annex3, annex1):
        says(f"{after.day} {after:%B %Y}")
    older, imagery = (
        DATES["marking by older systems"],
        DATES["new prohibition (imagery)"][1],
    )
    says(
        f"before {older[0].day} {older[0]:%B %Y} until {older[1].day} {older[1]:%B %Y}"
    )
    says(f"added a prohibition, from {imagery.day} {imagery:%B %Y}")
    for part in ("prohibitions, literacy", "GPAI duties, penalties"):
        day = DATES[part][1]
        assert day.day == 2
        says(f"{day:%B %Y}")
    assert (annex3[0] - date(2026, 7, 27)).days == 6
    says("six days before the Annex III duties would have begun")
    assert min(annex3[1], annex1[1]) > NOW > DATES["Art. 50 transparency"][1]


def test_systemic_risk(says):
    small, large = training_flops(70e9, 15e12), training_flops(405e9, 15.6e12)
    assert classify(70e9, 15e12) == "below" and classify(405e9, 15.6e12) == "above"
    says(f"70B parameters on 15T tokens: ${scientific(small)}$, below")
    says(f"405B on 15.6T: ${scientific(large)}$, above")
    says(f"would cross at {tokens_to_reach(70e9) / 1e12:.1f}T tokens")
    says(f"With 30 % error the first reaches ${short(1.3 * small)}$")
    says(f"gives {small:.1e} operations".replace("e+", "e"))
    says(f"gives {large:.1e}, above".replace("e+", "e"))
    says(f"{training_flops(100e9, 16e12):.1e}: below on paper".replace("e+", "e"))
    assert classify(100e9, 16e12) == "borderline" and THRESHOLD == 1e25


def test_fine_tuning_compute(says):
    tuning, third = training_flops(405e9, 1e9), training_flops(405e9, 15.6e12) / 3
    says(f"takes ${short(tuning)}$ operations")
    says(f"that is ${short(third)}$: {tuning / third:.2%} of it".replace("%", " %"))


def test_fines(says):
    says(f"EUR {max(35, 0.07 * 2000):.0f} million.")
    says(rf"= {max(35, 0.07 * 2000):.0f}\,\text{{M}}$ (Art. 99(3))")
    says(rf"= {max(15, 0.03 * 2000):.0f}\,\text{{M}}$")
    says(rf"= {min(35, 0.07 * 40):.1f}\,\text{{M}}$")
    says(f"meet at a turnover of {35 / 0.07:.0f}M")


def test_oversight(says):
    says(f"they corrected {0.004 / 0.08:.0%} of the errors".replace("%", " %"))
    says(f"at most {0.004 / 0.08:.0%} of the errors".replace("%", " %"))
    says(f"eight-hour day has {8 * 3600 / 600:.0f} seconds for each")


def test_impact_ratios(says):
    hits = {"a": 30, "b": 24, "c": 15}
    found = impact_ratios([(c, i < k) for c, k in hits.items() for i in range(100)])
    one, two, three = (f"{found[c]['ratio']:.2f}" for c in hits)
    says(f"give {one}, {two} and {three}")
    says(f"30 %: {one}, {two} and {three}")
    (_, low2, high2), (_, low3, high3) = (
        ratio_interval(k, 100, 30, 100) for k in (24, 15)
    )
    says(
        f"are {low2:.2f} to {high2:.2f} for the second and {low3:.2f} to {high3:.2f} for the third"
    )
    says(f"intervals {low2:.2f} to {high2:.2f} and {low3:.2f} to {high3:.2f}")
    assert low2 < 1 < high2 and high3 < 1
