import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from snippets.deep_learning.block_costs import (
    macs,
    mobilenet_v2,
    parameters,
    resnet50,
)
from snippets.deep_learning.blur_pool import max_blur_pool, max_pool
from snippets.deep_learning.conv2d_im2col import conv2d, conv2d_transpose, output_size
from snippets.deep_learning.figures import effective_field
from snippets.deep_learning.network_costs import Layer, table, vgg16
from snippets.deep_learning.receptive_field import (
    deviation,
    effective_deviation,
    input_gradient,
    receptive_field,
)
from snippets.deep_learning.separable_and_fold import (
    BALANCE,
    cost_ratio,
    time_per_position,
)

PAGE = "deep-learning/convolutional-networks"
STEM = Layer("stem", 7, 64, stride=2, pad=3, bias=False)
PIXELS = 224 * 224 * 3
DENSE = 1000 * 64 * 64
NOTEBOOK = Path(__file__).parents[2] / "docs/deep-learning/cnn-calculator.ipynb"


def percent(share):
    return f"{share:.0%}".replace("%", " %")


def test_opening_comparison(states):
    (row,) = table([STEM], 224, 3)
    states(PAGE, f"needs {PIXELS:,} weights for each unit, {64 * PIXELS / 1e6:.1f} mil")
    states(PAGE, f"64 filters of 7 × 7 needs {row['parameters']:,} weights")


def test_stem_answer(states):
    (row,) = table([STEM], 224, 3)
    states(PAGE, f"is {row['size']}, so {row['size']} by {row['size']} by 64")
    states(PAGE, f"49 times 3 times 64 is {row['parameters']:,}, plus 64 biases")
    states(PAGE, f"112 squared, about {row['macs'] / 1e6:.0f} million")
    exact = f"{row['macs']:,}, which is {2 * row['macs'] / 1e6:.0f} million FLOPs"
    states(PAGE, f"9,408 × 12,544 = {exact}")
    outputs = row["activations"]
    states(PAGE, f"{outputs:,} numbers, {outputs / PIXELS:.1f} times as many")
    assert 112**2 == 12_544
    states(PAGE, f"1 = {output_size(224, 7, 2, 3, 2)}$. Weights stay")
    assert output_size(224, 7, 2, 6, 2) == 112


def test_receptive_field_answer(states):
    stack = [(3, 1, 1), (3, 2, 1), (3, 1, 1), (3, 2, 1)]
    (a, _), (b, jump), (c, _), (d, last) = receptive_field(stack)
    states(PAGE, f"Starting at one: {a}, then {b}, the jump becomes {jump}, then {c}")
    states(PAGE, f"then {d}. So one output sees {d} by {d} pixels, and neigh")
    states(PAGE, f"outputs are {last} pixels apart")
    early = receptive_field([(3, 2, 1), (3, 2, 1), (3, 1, 1), (3, 1, 1)])
    assert [field for field, _ in early] == [3, 7, 15, 23]
    states(PAGE, f"The field is {early[-1][0]} instead of {d}")
    assert receptive_field([(3, 1, 1)] * 4)[-1][0] == 9


def test_stacks_of_small_kernels(states):
    for count, side, small, large in [(2, 5, 18, 25), (3, 7, 27, 49)]:
        assert receptive_field([(3, 1, 1)] * count)[-1][0] == side
        assert (9 * count, side**2) == (small, large)
        states(PAGE, f"${small}C^2$")
        states(PAGE, f"${large}C^2$")
    states(PAGE, f"so {1 - 27 / 49:.0%} fewer".replace("%", " percent"))
    stack = 9 * 3 * 64 + 2 * 9 * 64**2
    states(PAGE, f"64² = {stack:,}.")


def test_effective_field(states):
    fifty = [(3, 1, 1)] * 50
    sigma = effective_deviation(fifty)
    assert sigma == pytest.approx(np.sqrt(2 * 50 / 3))
    field = receptive_field(fifty)[-1][0]
    states(PAGE, f"the theoretical side is {field} pixels but $\\sigma$ is {sigma:.1f}")
    states(PAGE, f"four deviations make {4 * sigma:.0f} pixels")
    doubling = [(3, 1, 2**i) for i in range(9)]
    side, sigma = receptive_field(doubling)[-1][0], effective_deviation(doubling)
    states(PAGE, f"256 see {side:,} positions with $\\sigma = {sigma:.0f}$")
    plain = [(3, 1, 1)] * 511
    assert receptive_field(plain)[-1][0] == side
    sigma = effective_deviation(plain)
    states(PAGE, f"that takes 511 layers, with $\\sigma = {sigma:.0f}$")


def test_rates_that_share_a_factor_leave_holes():
    def holes(rates):
        layers = [(3, 1, rate) for rate in rates]
        return (input_gradient(layers, [np.ones(3)] * len(rates)) == 0).any()

    assert holes([2, 2, 2]) and holes([2, 4, 8] * 3)
    assert not holes([1, 2, 5] * 3) and not holes([2**i for i in range(9)])


def test_figure_shows_a_small_field_that_only_one_task_widens():
    fields = [effective_field.random_field(depth) for depth in (8, 16)]
    spread = [effective_field.axis_deviation(field) for field in fields]
    for value, depth in zip(spread, (8, 16), strict=True):
        expected = effective_deviation([(3, 1, 1)] * depth)
        assert value == pytest.approx(expected, rel=0.05)
    digits, accuracy = effective_field.trained_field("digits")
    assert effective_field.axis_deviation(digits) < spread[0] and accuracy > 0.8
    blobs, accuracy = effective_field.trained_field("blobs")
    assert effective_field.axis_deviation(blobs) > 1.3 * spread[0] and accuracy > 0.9


def test_winograd_tile(states):
    rng = np.random.default_rng(0)
    tile, kernel = rng.normal(size=(4, 4)), rng.normal(size=(3, 3))
    to_tile = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]])
    to_kernel = np.array([[2, 0, 0], [1, 1, 1], [1, -1, 1], [0, 0, 2]]) / 2
    back = np.array([[1, 1, 1, 0], [0, 1, -1, -1]])
    products = (to_kernel @ kernel @ to_kernel.T) * (to_tile @ tile @ to_tile.T)
    direct = conv2d(tile[None, None], kernel[None, None])[0, 0]
    np.testing.assert_allclose(back @ products @ back.T, direct, atol=1e-12)
    few, many = products.size, direct.size * kernel.size
    states(PAGE, f"{few} multiplications instead of {many}, {many / few:.2f} times")


def test_shift_example(states):
    signal = np.array([0.0, 0, 1, 1])
    assert max_pool(signal).tolist() == [0, 1]
    assert max_pool(np.roll(signal, 1)).tolist() == [1, 1]
    before, after = (max_pool(np.roll(signal, shift)).mean() for shift in (0, 1))
    states(PAGE, f"It gives 0, 1, with mean {before:g}. Shift")
    states(PAGE, f"it gives 1, 1, with mean {after:g}.")
    blurred = {max_blur_pool(np.roll(signal, shift)).mean() for shift in range(4)}
    states(PAGE, f"the mean is {blurred.pop():g} for both")
    assert not blurred


def test_zero_padding_leaks_position(states):
    output = conv2d(np.ones((1, 1, 7, 7)), np.ones((1, 1, 3, 3)), pad=1)[0, 0]
    inside, edge, corner = output[3, 3], output[0, 3], output[0, 0]
    states(PAGE, f"gives {inside:g} inside, {edge:g} at an edge and {corner:g} in a")


def test_checkerboard_counts(states):
    def counts(k, stride):
        y, side = np.ones((1, 1, 6, 6)), (6 - 1) * stride + k
        full = conv2d_transpose(y, np.ones((1, 1, k, k)), (side, side), stride)
        return sorted(set(full[0, 0, k:-k, k:-k].ravel()))

    assert counts(3, 2) == [1, 2, 4] and counts(4, 2) == [4]
    states(PAGE, "1 or 2 contributions per axis, 1, 2 or 4 in two dimensions")
    states(PAGE, "each receives 2 per axis, 4 in all")


def test_network_totals(states):
    rows, resnet, mobile = table(vgg16(), 224, 3), resnet50(), mobilenet_v2()
    convs = [row["activations"] for row in rows if row["name"].startswith("conv")]
    states(PAGE, f"the first two layers hold {percent(sum(convs[:2]) / sum(convs))} of")
    first = next(row["parameters"] for row in rows if row["name"] == "fc1")
    total = sum(row["parameters"] for row in rows)
    states(PAGE, f"holds {first / 1e6:.1f} of {total / 1e6:.1f} million parameters")
    weights, work = (
        [sum(map(count, convs)) for convs in (resnet, mobile)]
        for count in (parameters, macs)
    )
    text = f"{weights[0] / 1e6:.1f} million parameters and {work[0] / 1e9:.1f} billion"
    states(PAGE, f"ResNet-50 counts {text} multiply-adds")
    states(
        PAGE, f"| {weights[0] / 1e6:.1f} M | {weights[1] / 1e6:.1f} M | 5.3 M | 29 M"
    )
    states(PAGE, f"| {work[0] / 1e9:.1f} G | {work[1] / 1e9:.2f} G | 0.39 G | 4.5 G |")
    outputs = [sum(c.outputs * c.size**2 for c in convs) for convs in (resnet, mobile)]
    states(PAGE, f"has {work[0] / work[1]:.1f} times fewer multiply-adds than ResNet")
    states(PAGE, f"write only {outputs[0] / outputs[1]:.1f} times fewer numbers")
    depthwise = [conv for conv in mobile if conv.kind == "depthwise"]
    share = sum(map(macs, depthwise)) / work[1]
    written = sum(c.outputs * c.size**2 for c in depthwise) / outputs[1]
    states(
        PAGE, f"do {percent(share)} of the multiply-adds and write {percent(written)}"
    )
    pointwise = [conv for conv in mobile if conv.kind in ("expand", "project")]
    share = sum(map(macs, pointwise)) / work[1]
    states(PAGE, f"expansions and projections do {percent(share)} of all")


def test_receptive_field_of_resnet_50(states):
    stem = [(7, 2, 1), (3, 2, 1)]
    late, early = list(stem), list(stem)
    for blocks, stride in [(3, 1), (4, 2), (6, 2), (3, 2)]:
        late += [(3, stride, 1)] + [(3, 1, 1)] * (blocks - 1)
        early += [(1, stride, 1)] + [(3, 1, 1)] * blocks
    sides = [receptive_field(layers)[-1][0] for layers in (late, early)]
    convs = resnet50()
    work = sum(map(macs, convs))  # the reducing layer before each spatial one
    strided = [a for a, b in pairwise(convs) if b.kind == "spatial" and a.size > b.size]
    saved = sum(macs(conv) * 3 // 4 for conv in strided)
    assert len(strided) == 3
    states(
        PAGE, f"{work / 1e9:.1f} billion multiply-adds, a field of {sides[0]} pixels"
    )
    states(PAGE, f"it: {(work - saved) / 1e9:.1f} billion, {sides[1]} pixels")


def test_separable_cost(states):
    ratio = cost_ratio(3, 256)
    states(
        PAGE, rf"\frac{{1}}{{k^2}} = {ratio:.3f}, \quad \text{{{1 / ratio:.1f} times"
    )
    states(PAGE, f"is {ratio:.3f}, so {1 / ratio:.1f} times fewer multiply-adds")
    dense, split, fused = (1e9 * time for time in time_per_position(3, 256, 256))
    balance = BALANCE[0] / BALANCE[1]
    states(PAGE, f"so a kernel below {balance:.0f} FLOP per byte is bound by memory")
    states(PAGE, f"the balance is still {balance / 10:.1f} FLOP per byte, above 4.5")
    rows = [
        ("dense 3 × 3", 9 * 256**2, "arithmetic", dense),
        ("1 × 1", 256**2, "memory", fused),
    ]
    for name, work, limit, time in rows:
        intensity = f"{2 * work / (2 * 512):,.0f}"
        states(PAGE, f"| {name} | {intensity} | {limit} | {time:.2f} ns |")
    states(PAGE, f"| depthwise 3 × 3 | {2 * 9 / 4} | memory | {split - fused:.2f} ns |")
    text = f"a factor of {dense / split:.1f}, or {dense / fused:.1f} if"
    states(PAGE, f"The bound falls by {text} both are fused")
    states(PAGE, f"9 · 256² = {9 * 256**2:,} multiply-adds and moves 1,024 byt")
    states(
        PAGE, f"TFLOP/s that is {dense:.2f} ns. Depthwise and 1 × 1 do {265 * 256:,}"
    )
    states(PAGE, f"that is {split:.2f} ns. Fused, 1,024 bytes and {fused:.2f} ns")
    states(PAGE, f"256 against 9 per channel here, {percent(256 / 265)} of the pair")


def test_column_memory(states):
    states(PAGE, f"the columns hold {64 * 9 * 56 * 56 / 1e6:.1f} million numbers")


def test_scaled_shortcut(states):
    states(PAGE, f"for 50 blocks {0.9**50:.3f}.")


def test_long_field_design(states):
    single = [(3, 1, 2**i) for i in range(9)]
    double = [(3, 1, 2**i) for i in range(8) for _ in range(2)]
    states(PAGE, f"a tenth of 64² · 1,000 is {DENSE // 10:,} weights")
    states(PAGE, f"the dense kernel's {DENSE / 1e6:.1f} million")
    for layers, field in [(single, 1023), (double, 1021)]:
        assert receptive_field(layers)[-1][0] == field
    one, two = (3 * 64**2 * len(layers) for layers in (single, double))
    states(PAGE, f"9 · 3 · 64² = {one:,}, or {100 * one / DENSE:.1f} %")
    share = 100 * two / DENSE
    states(PAGE, f"1021$, {two:,} weights, {share:.1f} %, with shortcuts")
    states(PAGE, f"that is {two:,} weights, {share:.1f} percent of the dense")
    plain = [(3, 1, 1)] * 500
    assert receptive_field(plain)[-1][0] == 1001
    narrow, wide, less = (effective_deviation(x) for x in (plain, single, double))
    states(PAGE, f"would need 500, with an effective deviation of {narrow:.0f} steps")
    uniform = deviation(np.ones(1000))
    text = f"have {wide:.0f} and {less:.0f} before training; a dense kernel of equal"
    states(PAGE, f"The two dilated stacks {text} weights has {uniform:.0f}")
    separable = 1000 * 64 + 64**2
    states(PAGE, f"{separable:,} weights, {100 * separable / DENSE:.1f} %, but only")
    state = sum((k - 1) * d for k, _, d in double) * 64
    states(PAGE, f"= {state:,} numbers, {2 * state / 1e3:.0f} kB at 16 bits")
    states(PAGE, f"Streaming keeps {state:,} past values")
    states(PAGE, f"Per step {two:,} multiply-adds")


def test_notebook_claims():
    cells = json.loads(NOTEBOOK.read_text())["cells"]
    source = next(c["source"] for c in cells if "SMALL = [" in "".join(c["source"]))
    start = source.index("SMALL = [\n")
    text = "".join(source[start : source.index("]\n", start) + 1])
    names = {"Layer": Layer}
    exec(text, names)
    rows = table(names["SMALL"], 224, 3)
    head = rows[-1]["parameters"] / sum(row["parameters"] for row in rows)
    assert head == pytest.approx(0.5, abs=0.05)  # "about half"
    assert table(names["SMALL"], 256, 3)[-1]["size"] == 3
