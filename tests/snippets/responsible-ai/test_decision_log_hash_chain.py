import copy
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snippets.responsible_ai.decision_log_hash_chain import (
    GENESIS,
    append,
    digest,
    first_break,
)


def _log(n=11):
    log, head = [], GENESIS
    for number in range(n):
        head = append(log, {"case": number, "score": number / 13, "model": "v3"})
    return log, head


def test_hashes_agree_with_hashlib_by_hand():
    log, head = _log(3)
    previous = GENESIS
    for entry in log:
        text = json.dumps(entry["record"], sort_keys=True, separators=(",", ":"))
        previous = hashlib.sha256((previous + "\n" + text).encode()).hexdigest()
        assert entry["hash"] == previous
    assert head == previous


def test_an_untouched_log_holds_and_may_grow():
    log, head = _log(7)
    assert first_break(log, (7, head)) is None
    append(log, {"case": 99})
    assert first_break(log, (7, head)) is None
    assert first_break([], (0, GENESIS)) is None


@given(st.integers(0, 10), st.sampled_from(["case", "score", "model"]))
def test_an_edit_is_found_where_it_is(position, field):
    log, _ = _log()
    log[position]["record"][field] = "changed"
    assert first_break(log) == position


@given(st.integers(0, 9))
def test_a_deletion_and_a_swap_are_found_where_they_are(position):
    log, _ = _log()
    shorter = log[:position] + log[position + 1 :]
    assert first_break(shorter) == position
    swapped = copy.deepcopy(log)
    swapped[position], swapped[position + 1] = swapped[position + 1], swapped[position]
    assert first_break(swapped) == position


def test_an_edit_with_its_own_hash_repaired_shows_at_the_next_entry():
    log, _ = _log()
    entry = log[4]
    entry["record"]["score"] = 0.99
    entry["hash"] = digest(entry["previous"], entry["record"])
    assert first_break(log) == 5


def test_a_changed_link_is_found_though_the_record_is_right():
    log, _ = _log()
    log[6]["previous"] = GENESIS
    assert first_break(log) == 6


def test_a_cut_tail_shows_only_against_a_checkpoint():
    log, head = _log(11)
    cut = log[:8]
    assert first_break(cut) is None
    assert first_break(cut, (11, head)) == 8


def test_a_rewritten_chain_shows_only_against_a_checkpoint():
    log, head = _log(11)
    forged = []
    for entry in log:
        append(forged, {**entry["record"], "score": 0.5})
    assert first_break(forged) is None
    assert first_break(forged, (11, head)) == 10


def test_the_order_of_keys_does_not_matter():
    assert digest(GENESIS, {"a": 1, "b": 2}) == digest(GENESIS, {"b": 2, "a": 1})


@pytest.mark.parametrize("record", [{"score": float("nan")}, {"x": {1, 2}}])
def test_bad_input_is_told(record):
    with pytest.raises(ValueError, match="expected a JSON record, got"):
        append([], record)
