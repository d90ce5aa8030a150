import numpy as np
import pytest
from snippets.deep_learning.causal_convolution import offline, receptive_field, stream

DILATIONS = [1, 2, 5]


def stack():
    rng = np.random.default_rng(0)
    sizes = [(3, 2, 7), (3, 7, 5), (3, 5, 11)]
    return rng.normal(size=(41, 2)), [rng.normal(0, 0.5, size) for size in sizes]


def test_streaming_equals_offline():
    x, weights = stack()
    expected = offline(x, weights, DILATIONS)
    assert expected.shape == (41, 11)
    np.testing.assert_allclose(
        list(stream(x, weights, DILATIONS)), expected, atol=1e-12
    )


def test_one_layer_equals_numpy_convolve():
    x, kernel = np.arange(1.0, 8), np.array([3.0, 2.0, 5.0])
    ours = offline(x[:, None], [kernel[:, None, None]], [1])[:, 0]
    np.testing.assert_allclose(ours, np.convolve(x, kernel)[:7])


def test_an_output_sees_exactly_its_receptive_field():
    x, weights = stack()
    weights = [np.abs(w) for w in weights]  # positive: no ReLU hides a change
    field = receptive_field(3, DILATIONS)
    assert field == 17
    base = offline(np.abs(x), weights, DILATIONS)
    for back in (0, 1, field - 1, field):
        changed = np.abs(x)
        changed[30 - back] += 1
        moved = (offline(changed, weights, DILATIONS)[30] != base[30]).any()
        assert moved == (back < field)


def test_the_future_is_never_seen():
    x, weights = stack()
    changed = x.copy()
    changed[20:] += 1
    before, after = (offline(v, weights, DILATIONS) for v in (x, changed))
    np.testing.assert_array_equal(before[:20], after[:20])


def test_bad_sizes_are_refused():
    with pytest.raises(ValueError, match="kernel=0"):
        receptive_field(0, [1])
    with pytest.raises(ValueError, match=r"dilations=\[1, 0\]"):
        receptive_field(2, [1, 0])
