import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from snippets.deep_learning.receptive_field import (
    deviation,
    effective_deviation,
    input_gradient,
    receptive_field,
)

STACKS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 3)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(STACKS)
def test_extent_of_the_gradient_equals_the_recursion(layers):
    rng = np.random.default_rng(0)
    weights = [rng.uniform(0.5, 1, size=k) for k, _, _ in layers]
    support = np.flatnonzero(input_gradient(layers, weights))
    assert support[-1] - support[0] + 1 == receptive_field(layers)[-1][0]


def test_resnet_50_sees_427_pixels_or_483():
    stem = [(7, 2, 1), (3, 2, 1)]
    late, early = list(stem), list(stem)  # stride on the 3x3, or on the 1x1 before it
    for blocks, stride in [(3, 1), (4, 2), (6, 2), (3, 2)]:
        late += [(3, stride, 1)] + [(3, 1, 1)] * (blocks - 1)
        early += [(1, stride, 1)] + [(3, 1, 1)] * blocks
    assert receptive_field(late)[-1] == (427, 32)
    assert receptive_field(early)[-1] == (483, 32)


def test_squared_gradients_of_random_weights_have_the_predicted_deviation():
    layers = [(3, 1, 1), (2, 2, 1), (3, 1, 2), (5, 1, 1)]
    rng = np.random.default_rng(0)
    total = sum(
        input_gradient(layers, [rng.normal(size=k) for k, _, _ in layers]) ** 2
        for _ in range(4000)
    )
    assert deviation(total) == pytest.approx(effective_deviation(layers), rel=0.02)


def test_effective_field_grows_like_the_root_of_depth():
    one, four = (effective_deviation([(3, 1, 1)] * depth) for depth in (13, 52))
    assert four / one == pytest.approx(2)


def test_equal_dilations_leave_holes():
    layers = [(3, 1, 2)] * 3
    gradient = input_gradient(layers, [np.ones(3)] * 3)
    assert not gradient[1::2].any() and gradient[::2].all()


@pytest.mark.parametrize("layer", [(0, 1, 1), (3, 0, 1), (3, 1, 0)])
def test_rejects_a_kernel_stride_or_dilation_of_zero(layer):
    with pytest.raises(ValueError, match=r"expected k, stride and dilation >= 1"):
        receptive_field([layer])


def test_rejects_weights_of_another_size():
    with pytest.raises(ValueError, match="expected 3 weights, got 2"):
        input_gradient([(3, 1, 1)], [np.ones(2)])
