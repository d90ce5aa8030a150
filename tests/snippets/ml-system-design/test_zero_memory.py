import pytest
from snippets.ml_system_design.zero_memory import (
    bytes_per_parameter,
    checkpoint_interval,
    lost_share,
    training_days,
)


def test_the_table_of_the_paper():
    # 7.5B on 64 devices: 120, 31.4, 16.6 and 1.9 GB
    sizes = [7.5 * bytes_per_parameter(stage, 64) for stage in range(4)]
    assert sizes == pytest.approx([120, 31.4, 16.6, 1.9], abs=0.05)


@pytest.mark.parametrize("devices", [2, 8, 61])
def test_the_closed_forms(devices):
    n = devices
    found = [bytes_per_parameter(stage, n) for stage in range(4)]
    assert found == pytest.approx([16, 4 + 12 / n, 2 + 14 / n, 16 / n])


def test_more_devices_and_higher_stages_need_less():
    for stage in (1, 2, 3):
        sizes = [bytes_per_parameter(stage, n) for n in (1, 2, 8, 64)]
        assert sizes == sorted(sizes, reverse=True) and sizes[0] == 16
        assert bytes_per_parameter(stage, 8) < bytes_per_parameter(stage - 1, 8)


def test_youngs_interval_loses_the_least():
    best = checkpoint_interval(60, 11_160)
    assert best == pytest.approx(1157, abs=1)
    least = lost_share(best, 60, 11_160)
    for other in (0.5 * best, 0.9 * best, 1.1 * best, 2 * best):
        assert lost_share(other, 60, 11_160) > least


def test_training_time():
    assert training_days(7e9, 2e12, 256, 989e12, 0.4) == pytest.approx(9.6, abs=0.05)
    twice = training_days(7e9, 2e12, 512, 989e12, 0.4)
    assert twice == pytest.approx(training_days(7e9, 2e12, 256, 989e12, 0.4) / 2)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="stage 0 to 3 and devices, got 4, 8"):
        bytes_per_parameter(4, 8)
    with pytest.raises(ValueError, match=r"utilization in \(0, 1\]"):
        training_days(1, 1, 1, 1, 2)
    with pytest.raises(ValueError, match="positive times"):
        checkpoint_interval(0, 1)
