"""Parameters and multiply-adds of ResNet-50 and MobileNetV2, counted from their blocks.

Source: He et al. 2016, arXiv:1512.03385, table 1 (stride on the 3x3 layer, as
torchvision does); Sandler et al. 2018, arXiv:1801.04381, table 2. Inputs 224 x 224 x 3,
1,000 classes, batch norm after each convolution (2 parameters a channel).
"""

from collections import namedtuple

Conv = namedtuple("Conv", "kind k inputs outputs size groups")  # size of the output


def parameters(conv):
    """Return weights with batch norm's scale and shift, or the bias of the head."""
    weights = conv.k**2 * conv.inputs * conv.outputs // conv.groups
    return weights + conv.outputs * (1 if conv.kind == "head" else 2)


def macs(conv):
    """Return the multiply-adds for one image."""
    return conv.k**2 * conv.inputs * conv.outputs // conv.groups * conv.size**2


# --8<-- [start:bottleneck]
def bottleneck(inputs, width, size, stride):
    """Return the convolutions of a ResNet bottleneck: reduce, 3x3, expand x4."""
    after, outputs = size // stride, 4 * width
    block = [
        Conv("reduce", 1, inputs, width, size, 1),
        Conv("spatial", 3, width, width, after, 1),
        Conv("expand", 1, width, outputs, after, 1),
    ]
    if inputs != outputs or stride > 1:  # the identity does not fit
        block.append(Conv("projection", 1, inputs, outputs, after, 1))
    return block


# --8<-- [end:bottleneck]


# --8<-- [start:inverted]
def inverted_residual(inputs, outputs, factor, size, stride):
    """Return the convolutions of MobileNetV2's block: expand, depthwise, project."""
    wide, after = factor * inputs, size // stride
    expand = [Conv("expand", 1, inputs, wide, size, 1)] if factor > 1 else []
    return [
        *expand,
        Conv("depthwise", 3, wide, wide, after, wide),
        Conv("project", 1, wide, outputs, after, 1),  # no activation follows
    ]


# --8<-- [end:inverted]


def resnet50():
    """Return all convolutions of ResNet-50 and its classifier."""
    convs, inputs, size = [Conv("stem", 7, 3, 64, 112, 1)], 64, 56
    for width, count, stride in [(64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)]:
        for number in range(count):
            step = stride if number == 0 else 1
            convs += bottleneck(inputs, width, size, step)
            inputs, size = 4 * width, size // step
    return [*convs, Conv("head", 1, inputs, 1000, 1, 1)]


def mobilenet_v2():
    """Return all convolutions of MobileNetV2 (width 1) and its classifier."""
    convs, inputs, size = [Conv("stem", 3, 3, 32, 112, 1)], 32, 112
    plan = "1 16 1 1|6 24 2 2|6 32 3 2|6 64 4 2|6 96 3 1|6 160 3 2|6 320 1 1"
    for row in plan.split("|"):  # as in the paper: t, c, n, s
        factor, outputs, count, stride = map(int, row.split())
        for number in range(count):
            step = stride if number == 0 else 1
            convs += inverted_residual(inputs, outputs, factor, size, step)
            inputs, size = outputs, size // step
    convs.append(Conv("last", 1, inputs, 1280, size, 1))
    return [*convs, Conv("head", 1, 1280, 1000, 1, 1)]
