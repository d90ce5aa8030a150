import numpy as np
import pytest
from snippets.deep_learning.checkpointed_chain import chain_gradients
from snippets.deep_learning.gradient_check import central_difference

RNG = np.random.default_rng(0)
WEIGHTS = [RNG.normal(size=(3, 3)) for _ in range(12)]
X = RNG.normal(size=(5, 3))


@pytest.mark.parametrize("segments", [1, 2, 3, 4, 6, 12])
def test_gradients_do_not_depend_on_the_segments(segments):
    plain, _, _ = chain_gradients(WEIGHTS, X, 1)
    ours, peak, evaluated = chain_gradients(WEIGHTS, X, segments)
    for a, b in zip(ours, plain, strict=True):
        np.testing.assert_array_equal(a, b)
    assert peak == segments + 12 // segments
    assert evaluated == 2 * 12 - 12 // segments


def test_equals_central_differences():
    def total(w):
        h = X
        for layer in [*WEIGHTS[:2], w, *WEIGHTS[3:]]:
            h = np.tanh(h @ layer)
        return h.sum()

    numeric = central_difference(total, WEIGHTS[2], 6e-6)
    np.testing.assert_allclose(chain_gradients(WEIGHTS, X, 4)[0][2], numeric, atol=1e-8)


def test_rejects_segments_of_unequal_length():
    with pytest.raises(ValueError, match="expected a divisor of 12 segments, got 5"):
        chain_gradients(WEIGHTS, X, 5)
