import numpy as np
import pytest
from snippets.ml_system_design.ring_allreduce import allreduce_seconds, ring_allreduce


@pytest.mark.parametrize("ranks", [1, 2, 3, 7])
def test_every_rank_ends_with_the_sum_and_sends_the_least_there_is(ranks):
    arrays = np.random.default_rng(ranks).normal(size=(ranks, 11 * ranks))
    reduced, sent = ring_allreduce(arrays)
    for row in reduced:
        np.testing.assert_allclose(row, arrays.sum(axis=0))
        np.testing.assert_array_equal(row, reduced[0])
    assert sent == 2 * (ranks - 1) / ranks * arrays[0].nbytes


def test_the_inputs_are_not_changed():
    arrays = [np.ones(4), np.full(4, 2.0)]
    ring_allreduce(arrays)
    assert arrays[0].tolist() == [1, 1, 1, 1]


def test_time_is_bytes_over_bandwidth_plus_latencies():
    assert allreduce_seconds(14e9, 8, 300e9) == pytest.approx(0.0817, abs=1e-4)
    slow = allreduce_seconds(14e9, 8, 300e9, latency=1e-5)
    assert slow - allreduce_seconds(14e9, 8, 300e9) == pytest.approx(14e-5)
    assert allreduce_seconds(1e9, 1, 1e9) == 0


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="divisible by 2"):
        ring_allreduce([np.zeros(3), np.zeros(3)])
    with pytest.raises(ValueError, match="positive sizes"):
        allreduce_seconds(1, 0, 1)
