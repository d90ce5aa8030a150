import numpy as np
import pytest
from snippets.coding_and_data.roofline_of_numpy_ops import (
    attainable,
    elementwise,
    gemm,
    seconds,
)


@pytest.mark.parametrize("n", [7, 31, 101])
def test_bytes_and_operations_are_those_of_the_arrays(n):
    a, b = np.ones((2, n, n), np.float32)
    flops, moved = gemm(n, a.itemsize)
    assert moved == a.nbytes + b.nbytes + (a @ b).nbytes
    assert flops / 2 == sum(1 for _ in np.ndindex(n, n)) * n
    x, y = np.ones((2, n), np.float64)
    assert elementwise(n, 8) == (n, x.nbytes + y.nbytes + (x + y).nbytes)
    assert elementwise(n, 2, inputs=1, flops=3) == (3 * n, 4 * n)


def test_intensity_of_products_grows_and_of_additions_does_not():
    def intensity(work):
        return work[0] / work[1]

    products = [intensity(gemm(n, 4)) for n in (64, 128, 256)]
    np.testing.assert_allclose(products, [n / 6 for n in (64, 128, 256)])
    assert len({intensity(elementwise(n, 4)) for n in (64, 128, 256)}) == 1


def test_roof_has_a_slope_and_a_ceiling():
    assert attainable((10, 100), peak=50, bandwidth=200) == 20
    assert attainable((1000, 100), peak=50, bandwidth=200) == 50
    assert attainable((25, 100), peak=50, bandwidth=200) == 50  # the ridge


class Device:
    """A machine whose clock advances only by what it is told to do."""

    def __init__(self, costs):
        self.now, self.queued, self.costs = 0.0, 0.0, iter(costs)

    def launch(self):
        self.now += 0.001
        self.queued += next(self.costs)

    def synchronize(self):
        self.now += self.queued
        self.queued = 0.0


def test_warm_up_is_left_out_and_work_is_waited_for():
    device = Device([9, 9, *range(1, 12)])
    median, p95 = seconds(
        device.launch, 11, 2, lambda: device.now, finish=device.synchronize
    )
    assert (median, p95) == (pytest.approx(6.001), pytest.approx(11.001))


def test_without_synchronization_only_the_launch_is_timed():
    device = Device([5] * 8)
    median, _ = seconds(device.launch, 5, 3, lambda: device.now)
    assert median == pytest.approx(0.001)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="expected positive"):
        attainable((1, 0), 1, 1)
    with pytest.raises(ValueError, match="at least one run, got 0"):
        seconds(lambda: None, runs=0)


def test_work_queued_earlier_is_waited_for_before_the_clock_starts():
    calls = []

    def clock():
        calls.append("clock")
        return 0.0

    seconds(
        lambda: calls.append("run"),
        runs=1,
        warmup=0,
        clock=clock,
        finish=lambda: calls.append("finish"),
    )
    assert calls == ["finish", "clock", "run", "finish", "clock"]
