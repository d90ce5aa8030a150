import math

import numpy as np
import pytest
from snippets.coding_and_data.memory_accounting import (
    RECIPES,
    boundary_bytes,
    checkpointed,
    layer_bytes,
    state_bytes,
)


def test_matches_the_table_made_by_hand():
    found = {recipe: state_bytes(1, recipe) for recipe in RECIPES}
    assert list(found.values()) == [8, 12, 16, 16, 10]
    assert state_bytes(7e9, "Adam, bf16 with master") == 112e9


def test_parameter_bytes_are_those_of_arrays():
    n = 101
    half, single = np.zeros(n, np.float16), np.zeros(n, np.float32)
    arrays = [half, half, single, single, single]
    assert sum(a.nbytes for a in arrays) == state_bytes(n, "Adam, bf16 with master")


def test_activations_scale_with_batch_sequence_and_width():
    one = layer_bytes(2, 128, 64, 4)
    assert one == 34 * 2 * 128 * 64
    assert layer_bytes(6, 128, 64, 4) == layer_bytes(2, 384, 64, 4) == 3 * one
    scores = layer_bytes(2, 128, 64, 4, fused_attention=False) - one
    assert scores == 5 * 2 * 4 * 128**2
    assert boundary_bytes(2, 128, 64) * 17 == one


@pytest.mark.parametrize("layers", [9, 25, 49, 100])
def test_square_root_is_best_and_gives_twice_the_root(layers):
    peaks = {k: checkpointed(layers, k)[0] for k in range(1, layers + 1)}
    root = math.isqrt(layers)
    assert peaks[root] == min(peaks.values()) == 2 * root


def test_every_layer_runs_once_more_whatever_the_spacing():
    assert {checkpointed(31, k)[1] for k in (1, 5, 31)} == {31}


def test_an_uneven_last_segment_is_no_larger_than_the_others():
    assert checkpointed(7, 3, layer=10, boundary=1) == (32, 7)
    assert checkpointed(7, 7, layer=10, boundary=1) == (71, 7)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="got 'Lion'"):
        state_bytes(1, "Lion")
    with pytest.raises(ValueError, match=r"expected every in \[1, 7\], got 0"):
        checkpointed(7, 0)
