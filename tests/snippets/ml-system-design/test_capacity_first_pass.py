import pytest
from snippets.ml_system_design.capacity_first_pass import Load, machines

FEED = Load(users=100e6, requests_per_user=20)


def test_the_table_computed_by_hand():
    assert round(FEED.average) == 23_148
    assert round(FEED.peak) == 69_444
    assert FEED.stored(days=30) == 60e12  # bytes: 2e9 a day of 1 kB each
    assert FEED.bandwidth == pytest.approx(5.56e9, rel=1e-3)  # bits a second


def test_units_scale_as_they_should():
    double = Load(users=200e6, requests_per_user=20)
    assert double.average == 2 * FEED.average
    assert double.stored(3) == 2 * FEED.stored(3) == pytest.approx(6 * FEED.stored(1))
    heavy = Load(100e6, 20, reply_bytes=30_000)
    assert heavy.bandwidth == pytest.approx(3 * FEED.bandwidth)


def test_machines_follow_from_requests_in_flight():
    assert machines(1000, 0.05, slots=16, utilization=0.5, spare=0) == 7  # 50 / 8
    assert machines(1000, 0.05, slots=16, utilization=0.5, spare=2) == 9
    assert machines(1, 0.001, slots=64) == 2


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="users above zero, got 0"):
        Load(0, 20)
    with pytest.raises(ValueError, match=r"peak factor >= 1, got 0\.5"):
        Load(1, 1, peak_factor=0.5)
    with pytest.raises(ValueError, match=r"utilization in \(0, 1\]"):
        machines(10, 0.1, 4, utilization=0)
