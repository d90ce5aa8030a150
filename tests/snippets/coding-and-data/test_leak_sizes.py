import numpy as np
import pytest
from snippets.coding_and_data.leak_sizes import gap


def mean_gap(leak, repeats=8):
    rng = np.random.default_rng(0)
    return np.mean([gap(leak, rng) for _ in range(repeats)])


def test_an_honest_split_is_honest():
    assert mean_gap("none", repeats=16) == pytest.approx(0, abs=0.03)


def test_using_labels_flatters_far_more_than_scaling():
    assert abs(mean_gap("scaling") - mean_gap("none")) < 0.02
    for leak in ("target mean", "after outcome"):
        assert mean_gap(leak) > 0.1, leak


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="got magic"):
        gap("magic", np.random.default_rng(0))
