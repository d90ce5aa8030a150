import numpy as np
import pytest

from snippets.transformers.decoder_block import (
    block_parameters,
    forward,
    model_parameters,
    parameters,
    rotate,
)

D, HEADS, KV, HIDDEN = 24, 6, 2, 31


@pytest.fixture
def weights():
    return parameters(D, HEADS, KV, HIDDEN, np.random.default_rng(0))


def test_the_formula_counts_the_arrays(weights):
    total = sum(array.size for array in weights.values())
    assert total == block_parameters(D, HEADS, KV, HIDDEN)


def test_the_shape_of_llama_3_8b():
    assert model_parameters(32, 128_256, 4096, 32, 8, 14_336) == 8_030_261_248


def test_the_future_does_not_reach_the_past(weights):
    x = np.random.default_rng(1).normal(size=(11, D))
    changed = x.copy()
    changed[7] += 1
    before, after = forward(x, weights, HEADS, KV), forward(changed, weights, HEADS, KV)
    np.testing.assert_allclose(before[:7], after[:7])
    assert (abs(before[7:] - after[7:]).max(axis=1) > 1e-6).all()


def test_rotation_keeps_norms_and_depends_on_distance_only():
    rng = np.random.default_rng(2)
    q, k = rng.normal(size=(2, 8))
    same = rotate(np.tile(q, (13, 1))[:, None]), rotate(np.tile(k, (13, 1))[:, None])
    dots = np.einsum("qhd,khd->qk", *same)
    assert dots[5, 3] == pytest.approx(dots[12, 10])
    np.testing.assert_allclose(np.linalg.norm(same[0], axis=-1), np.linalg.norm(q))


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="kv_heads whole: 24, 5, 1"):
        block_parameters(24, 5, 1, 8)
