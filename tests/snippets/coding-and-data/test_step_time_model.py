import dataclasses

import pytest
from snippets.coding_and_data.step_time_model import (
    BANDWIDTH,
    PEAK_FLOPS,
    Step,
    amdahl,
    mfu,
)

STEP = Step(1e9, 10_007, 4e14, 2 * BANDWIDTH / 10, gaps=0.05, load=3.1, workers=2)


def test_amdahl_against_adding_up_the_parts():
    for share, factor in [(0.8, 10), (0.3, 2), (0.5, 0.5)]:
        before, after = 17.0, 17 * (1 - share) + 17 * share / factor
        assert amdahl(share, factor) == pytest.approx(before / after)


def test_amdahl_extremes():
    assert amdahl(0, 100) == 1
    assert amdahl(1, 7) == pytest.approx(7)
    assert amdahl(0.8, 1e12) == pytest.approx(5)


def test_a_device_at_its_peak_has_a_utilization_of_one():
    rate = 3 * PEAK_FLOPS / (6 * 7e9)
    assert mfu(7e9, rate, devices=3) == pytest.approx(1)


def test_the_slower_of_loading_and_working_sets_the_time():
    working = sum(STEP.parts().values()) - STEP.parts()["waiting for data"]
    assert STEP.seconds == pytest.approx(max(working, 3.1 / 2))
    many = dataclasses.replace(STEP, workers=1000)
    assert many.parts()["waiting for data"] == 0
    assert many.seconds == pytest.approx(6e9 * 10_007 / 4e14 + 0.2 + 0.05)


def test_utilization_is_inverse_to_the_time():
    fast = dataclasses.replace(STEP, workers=1000)
    assert fast.mfu / STEP.mfu == pytest.approx(STEP.seconds / fast.seconds)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"expected share in \[0, 1\]"):
        amdahl(1.2, 2)
