import numpy as np
import pytest
from snippets.coding_and_data.dataloader_pipeline_sim import (
    jittered,
    step_starts,
    waiting_share,
    workers_needed,
)


@pytest.mark.parametrize("workers", [1, 2, 3, 5, 7])
@pytest.mark.parametrize("prefetch", [1, 2, 3])
def test_rate_is_the_slower_of_loading_and_compute(workers, prefetch):
    load, step = 0.512, 0.1
    starts = step_starts(np.full(997, load), step, workers, prefetch)
    cycle = starts[-1] - starts[-1 - 35 * workers]
    expected = min(workers / load, 1 / step)
    assert 35 * workers / cycle == pytest.approx(expected, rel=1e-9)


def test_stalls_vanish_at_the_predicted_number_of_workers():
    needed = workers_needed(0.008, 64, 0.1)
    assert needed == 6
    load = np.full(601, 0.512)
    assert waiting_share(step_starts(load, 0.1, needed), 0.1) == pytest.approx(0)
    assert waiting_share(step_starts(load, 0.1, needed - 1), 0.1) > 0.02


def test_compute_is_never_overlapped_and_order_is_kept():
    load = jittered(0.5, 0.7, 401, np.random.default_rng(0))
    starts = step_starts(load, 0.1, 5)
    assert (np.diff(starts) >= 0.1 - 1e-12).all()
    assert (starts >= load).all()
    assert starts[0] == load[0]


def test_jitter_needs_slack_and_prefetching_helps():
    load = jittered(0.512, 0.7, 2003, np.random.default_rng(0))
    assert load.mean() == pytest.approx(0.512, rel=0.05)
    shares = [waiting_share(step_starts(load, 0.1, 6, ahead), 0.1) for ahead in (1, 4)]
    assert shares[0] > shares[1] > 0
    assert waiting_share(step_starts(load, 0.1, 11, 4), 0.1) < shares[1]


def test_one_slow_batch_stalls_once_and_only_by_what_the_queue_lacks():
    load = np.full(101, 0.1)
    load[50] = 1.0
    starts = step_starts(load, 0.1, 2, 2)
    late = np.diff(starts) - 0.1
    assert np.flatnonzero(late > 1e-9).tolist() == [49]
    assert late[49] == pytest.approx(0.6)  # requested four steps ahead, 1.0 - 4 * 0.1


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="got 0 and 2"):
        step_starts([0.1], 0.1, 0)
    with pytest.raises(ValueError, match="expected positive"):
        workers_needed(0.008, 64, 0)
