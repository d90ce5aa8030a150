from itertools import pairwise

import numpy as np
import pytest

from snippets.strategy.spearman_brown import (
    interviews_needed,
    simulate,
    spearman_brown,
)


def test_agrees_with_simulated_loops():
    rng = np.random.default_rng(0)
    for reliability, count in [(0.4, 4), (0.2, 7), (0.9, 2)]:
        true, mean = simulate(reliability, count, 200_003, rng)
        squared = np.corrcoef(true, mean)[0, 1] ** 2
        expected = spearman_brown(reliability, count)
        # the standard error of a squared correlation: 2 rho (1 - rho²) / sqrt(n)
        error = 2 * np.sqrt(expected) * (1 - expected) / np.sqrt(200_003)
        assert squared == pytest.approx(expected, abs=4 * error)


def test_one_interview_is_itself():
    assert spearman_brown(0.4, 1) == 0.4
    assert spearman_brown(1, 5) == 1


def test_never_reaches_one_and_always_rises():
    values = [spearman_brown(0.3, count) for count in range(1, 200)]
    assert all(a < b < 1 for a, b in pairwise(values))


@pytest.mark.parametrize("target", [0.5, 0.8, 0.9, 16 / 22])
def test_the_number_needed_is_the_smallest_that_suffices(target):
    count = interviews_needed(0.4, target)
    assert spearman_brown(0.4, count) >= target - 1e-12
    assert count == 1 or spearman_brown(0.4, count - 1) < target


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"reliability in \(0, 1\], got 0"):
        spearman_brown(0, 3)
    with pytest.raises(ValueError, match="at least one interview, got 0"):
        spearman_brown(0.4, 0)
    with pytest.raises(ValueError, match="target between 0 and 1, got 1"):
        interviews_needed(0.4, 1)
    with pytest.raises(ValueError, match=r"got 1\.5"):
        simulate(1.5, 2, 3, np.random.default_rng(0))
