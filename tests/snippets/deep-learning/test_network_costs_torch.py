import torch
from snippets.deep_learning.network_costs import Layer, table
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

LAYERS = [
    Layer("a", 7, 6, stride=2, pad=3, bias=False),
    Layer("pool", 3, stride=2),
    Layer("b", 3, 10, pad=2, dilation=2, groups=2),
    Layer("c", 1, 13),
]


def module(layer, channels):
    if layer.filters is None:
        return nn.MaxPool2d(layer.k, layer.stride, layer.pad)
    numbers = layer.k, layer.stride, layer.pad, layer.dilation, layer.groups
    return nn.Conv2d(channels, layer.filters, *numbers, bias=layer.bias)


def test_each_row_agrees_with_the_module():
    x = torch.ones(1, 3, 53, 53)
    for layer, row in zip(LAYERS, table(LAYERS, 53, 3), strict=True):
        network = module(layer, x.shape[1])
        with torch.no_grad(), FlopCounterMode(display=False) as counter:
            x = network(x)
        assert tuple(x.shape) == (1, row["channels"], row["size"], row["size"])
        assert sum(w.numel() for w in network.parameters()) == row["parameters"]
        assert counter.get_total_flops() == 2 * row["macs"]
