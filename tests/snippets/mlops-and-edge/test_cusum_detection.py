import numpy as np
import pytest
from snippets.mlops_and_edge.cusum_detection import alarm, run_length


def simulated(shift, slack, limit, repeats, rng):
    runs = []
    for _ in range(repeats):
        total, steps = 0.0, 0
        while total <= limit:
            total = max(0.0, total + rng.normal(shift) - slack)
            steps += 1
        runs.append(steps)
    return np.mean(runs), np.std(runs) / np.sqrt(repeats)


@pytest.mark.parametrize(("shift", "limit"), [(0.0, 2.5), (1.0, 4.0), (0.5, 3.0)])
def test_the_chain_agrees_with_simulation(shift, limit):
    mean, error = simulated(shift, 0.5, limit, 1009, np.random.default_rng(0))
    assert run_length(shift, 0.5, limit) == pytest.approx(mean, abs=4 * error)


def test_published_run_lengths():
    # one-sided, k = 0.5: Montgomery, and Hawkins & Olwell tabulate 336 for h = 4,
    # twice the two-sided 168, and a delay of 8.38 for a shift of one deviation
    assert run_length(0, 0.5, 4) == pytest.approx(336, rel=0.01)
    assert run_length(1, 0.5, 4) == pytest.approx(8.38, rel=0.01)


def test_a_higher_limit_waits_longer():
    lengths = [run_length(0, 0.5, limit) for limit in (2, 3, 4, 5)]
    assert lengths == sorted(lengths)
    assert run_length(2, 0.5, 4) < run_length(1, 0.5, 4) < run_length(0, 0.5, 4)


def test_the_alarm_comes_at_the_first_excess():
    assert alarm([0, 0, 2, 2, 2], 0, 0.5, 2) == 3
    assert alarm([1, 1, 1], 0, 0, 2) == 2  # exactly the limit is none
    assert alarm([0.1] * 50, 0, 0.5, 2) is None
    assert alarm([7, 7], 5, 0.5, 1) == 0


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="limit above 0, got 1 and 0"):
        alarm([1], 0, 1, 0)
    with pytest.raises(ValueError, match="slack of 0 or more"):
        run_length(0, -1, 2)
