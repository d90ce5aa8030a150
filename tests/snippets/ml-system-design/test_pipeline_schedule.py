import pytest
from snippets.ml_system_design.pipeline_schedule import (
    BACKWARD,
    FORWARD,
    bubble,
    in_flight,
    timeline,
)

CASES = [(1, 3), (3, 5), (4, 11), (7, 13), (5, 2)]


def length(lines):
    return max(s + (FORWARD if k == "F" else BACKWARD) for x in lines for s, k, _ in x)


@pytest.mark.parametrize("schedule", ["gpipe", "1f1b"])
@pytest.mark.parametrize(("stages", "batches"), CASES)
def test_the_idle_share_is_the_formula(stages, batches, schedule):
    total = length(timeline(stages, batches, schedule))
    busy = batches * (FORWARD + BACKWARD)
    assert 1 - busy / total == pytest.approx(bubble(stages, batches))


@pytest.mark.parametrize("schedule", ["gpipe", "1f1b"])
def test_no_step_starts_before_what_it_needs(schedule):
    lines = timeline(4, 7, schedule)
    starts = {(k, s, b): t for s, line in enumerate(lines) for t, k, b in line}
    for (kind, stage, batch), start in starts.items():
        if kind == "F" and stage:
            assert start >= starts["F", stage - 1, batch] + FORWARD
        if kind == "B" and stage < 3:
            assert start >= starts["B", stage + 1, batch] + BACKWARD
        if kind == "B":
            assert start >= starts["F", stage, batch] + FORWARD
    for line in lines:
        ends = [s + (FORWARD if k == "F" else BACKWARD) for s, k, _ in line]
        assert all(e <= s for e, (s, *_) in zip(ends, line[1:], strict=False))
        assert len(line) == 14


@pytest.mark.parametrize(("stages", "batches"), CASES)
def test_1f1b_holds_at_most_as_many_as_there_are_stages(stages, batches):
    gpipe = [in_flight(line) for line in timeline(stages, batches, "gpipe")]
    one = [in_flight(line) for line in timeline(stages, batches, "1f1b")]
    assert gpipe == [batches] * stages
    assert one == [min(stages - s, batches) for s in range(stages)]


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="gpipe or 1f1b, got 2, 3, magic"):
        timeline(2, 3, "magic")
