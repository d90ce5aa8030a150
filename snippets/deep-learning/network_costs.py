"""Layer table of a plain convolutional stack: size, field, parameters, multiply-adds.

Source: Dumoulin & Visin 2016, arXiv:1603.07285 (sizes); Simonyan & Zisserman 2015,
arXiv:1409.1556, table 1, column D (VGG-16). Square maps; a fully connected layer is a
convolution over the whole map. Cost: one pass over the layers.
"""

from dataclasses import dataclass


# --8<-- [start:table]
@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution, or a pooling where filters is None."""

    name: str
    k: int
    filters: int | None = None
    stride: int = 1
    pad: int = 0
    dilation: int = 1
    groups: int = 1
    bias: bool = True


def table(layers, size, channels):
    """Return a dict for each layer: size, channels, field, parameters, macs."""
    field, jump, rows = 1, 1, []
    for layer in layers:
        reach = layer.dilation * (layer.k - 1) + 1
        if size + 2 * layer.pad < reach:
            got = f"{size + 2 * layer.pad} at {layer.name}"
            raise ValueError(f"expected a padded size of {reach} or more, got {got}")
        size = (size + 2 * layer.pad - reach) // layer.stride + 1
        field += (reach - 1) * jump
        jump *= layer.stride
        weights, biases = 0, 0
        if layer.filters is not None:
            if channels % layer.groups or layer.filters % layer.groups:
                expected = f"expected {layer.groups} to divide the channels"
                raise ValueError(f"{expected}, got {channels} and {layer.filters}")
            weights = layer.k**2 * channels * layer.filters // layer.groups
            biases = layer.filters * layer.bias
            channels = layer.filters
        rows.append(
            {
                "name": layer.name,
                "size": size,
                "channels": channels,
                "field": field,
                "parameters": weights + biases,
                "macs": weights * size**2,
                "activations": channels * size**2,
            }
        )
    return rows


# --8<-- [end:table]


def vgg16():
    """Return the layers of VGG-16 for inputs of 224 x 224 x 3."""
    layers = []
    plan = [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]
    for stage, (count, width) in enumerate(plan, 1):
        for number in range(1, count + 1):
            layers.append(Layer(f"conv{stage}_{number}", 3, width, pad=1))
        layers.append(Layer(f"pool{stage}", 2, stride=2))
    head = [("fc1", 7, 4096), ("fc2", 1, 4096), ("fc3", 1, 1000)]
    return layers + [Layer(*sizes) for sizes in head]
