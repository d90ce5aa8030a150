import pytest
from snippets.deep_learning.block_costs import (
    bottleneck,
    inverted_residual,
    macs,
    mobilenet_v2,
    parameters,
    resnet50,
)


@pytest.mark.parametrize(
    "convs, published", [(resnet50(), 25_557_032), (mobilenet_v2(), 3_504_872)]
)
def test_parameters_equal_those_of_torchvision(convs, published):
    assert sum(map(parameters, convs)) == published


def test_multiply_adds_equal_the_published_ones():
    assert sum(map(macs, resnet50())) / 1e9 == pytest.approx(4.09, abs=0.005)
    assert sum(map(macs, mobilenet_v2())) / 1e6 == pytest.approx(300, abs=1)


def test_a_projection_appears_only_where_the_shape_changes():
    def kinds(block):
        return [conv.kind for conv in block]

    assert "projection" not in kinds(bottleneck(256, 64, 56, 1))
    assert "projection" in kinds(bottleneck(256, 128, 56, 2))
    assert "projection" in kinds(bottleneck(64, 64, 56, 1))


def test_an_inverted_residual_is_wide_in_the_middle():
    expand, depthwise, project = inverted_residual(5, 7, 6, 14, 2)
    assert (expand.outputs, depthwise.groups, project.inputs) == (30, 30, 30)
    assert (expand.size, depthwise.size, project.size) == (14, 7, 7)
    assert parameters(depthwise) == 9 * 30 + 2 * 30


def test_a_stride_alone_needs_a_projection():
    (projection,) = [c for c in bottleneck(28, 7, 10, 2) if c.kind == "projection"]
    assert (projection.outputs, projection.size) == (28, 5)
