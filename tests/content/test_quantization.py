"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from snippets.mlops_and_edge.affine_int8_matmul import (
    affine_parameters,
    dequantize,
    quantize,
)
from snippets.mlops_and_edge.clipping_ranges import example, output_error
from snippets.mlops_and_edge.quantization_costs import (
    balance_tokens,
    cache_bytes,
    effective_bits,
    step_time,
    weight_bytes,
)
from snippets.mlops_and_edge.sqnr_per_bit import best_clip, uniform_sqnr

from snippets.mlops_and_edge import digits_int8, gptq_layer
from snippets.mlops_and_edge import smoothquant_migration as smooth

PAGE = "mlops-and-edge/quantization"
FOUR = effective_bits(4, 128, zero_bits=4)
PEAK, PEAK_INT8, BANDWIDTH = 300e12, 600e12, 2e12


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


@pytest.fixture(scope="module")
def digits():
    layers, (train_x, x, _, labels) = digits_int8.train()
    return layers, train_x[:200], x, labels


def test_the_range_by_hand(says):
    scale, zero = affine_parameters(-1, 3)
    says(f"$s = 4/255 = {scale:.5f}$")
    says(f"round $1/s = {1 / scale:.2f}$ to the zero-point $z = {zero}$")
    says(f"4/255 is {scale:.5f}. The zero-point is one over the scale, {1 / scale:.2f}")
    stored = int(quantize([0.5], scale, zero)[0])
    read = dequantize(np.array([stored], np.uint8), scale, zero)[0]
    says(f"The value 0.5 is {0.5 / scale:.1f} steps above zero")
    says(f"stored as ${stored - zero} + {zero} = {stored}$ and read back as {read:.4f}")
    low, high = -zero * scale, (255 - zero) * scale
    says(f"from minus {-low:.4f} to {high:.4f}")
    says(f"$s(0 - 64) = {low:.4f}$ and $s(255 - 64) = {high:.4f}$, so the value 3")
    says(f"read back {3 - high:.4f}, a quarter of a step, too low")
    assert (3 - high) / scale == pytest.approx(0.25)
    says(f"at most half a step, {scale / 2:.4f}; the rounding noise")
    says(f"$s/\\sqrt{{12}} = {scale / 12**0.5:.4f}$")
    assert -1 / (2 / 255) == -127.5


def test_the_digits_network(says, digits):
    layers, seen, x, labels = digits
    exact = digits_int8.forward(layers, x)[-1].argmax(axis=1)
    sizes = [digits_int8.size(layers, bits) / 1e3 for bits in (32, 8)]
    says("shrinks from {:.1f} kB to {:.1f} kB".format(*sizes))
    right = (exact == labels).sum()
    says(f"In floats it gets {right} of {len(labels)} test images right")
    ranges, results = digits_int8.calibrate(layers, seen), {}
    for bits in (8, 4, 3, 2):
        quantized = digits_int8.quantize(layers, ranges, bits)
        results[bits] = digits_int8.integer_forward(quantized, x).argmax(axis=1)
    assert (results[8] == exact).all()
    for seed in (1, 2, 3):
        others, (other_x, x_seed, *_) = digits_int8.train(seed=seed)
        eight = digits_int8.quantize(
            others, digits_int8.calibrate(others, other_x[:200])
        )
        guess = digits_int8.integer_forward(eight, x_seed).argmax(axis=1)
        floats = digits_int8.forward(others, x_seed)[-1].argmax(axis=1)
        assert (guess != floats).sum() <= 1
    four, three, two = ((results[bits] == labels).sum() for bits in (4, 3, 2))
    assert (results[4] != exact).sum() == 6
    says(f"still in 8, it gets {four} right; the accuracy fell by one image, but six")
    assert right - four == 1
    says(f"With 3-bit weights it has {three} right, with 2 bits {two}")
    weights, bias = layers[1]
    spans = np.abs(weights).max(axis=1)
    assert np.sort(spans)[1] < 2e-6  # two dead units
    assert np.sort(spans)[2] > 0.05
    filled = np.abs(bias / (ranges[1] / 255 * spans / 127)).max() / 2**31
    says(f"would fill {100 * filled:.0f} % of int32. Weights half as large would")
    assert 2 * filled > 1


def test_one_layer_at_a_time(says, digits):
    layers, _, x, _ = digits
    exact, errors = digits_int8.forward(layers, x)[-1], []
    for number, (weights, bias) in enumerate(layers):
        step = np.abs(weights).max(axis=1, keepdims=True) / 3
        changed = list(layers)
        changed[number] = (np.rint(weights / step) * step, bias)
        logits = digits_int8.forward(changed, x)[-1]
        errors.append(np.linalg.norm(logits - exact) / np.linalg.norm(exact))
    says(
        f"at 3 bits the last layer of the digits network disturbs the logits by "
        f"{100 * errors[2]:.0f} %, the middle one by {100 * errors[1]:.0f} %"
    )


def test_noise_per_bit(says):
    clips, decibels = zip(*[best_clip(bits) for bits in range(2, 9)], strict=True)
    says(f"{clips[2]:.2f} standard deviations at 4 bits, {clips[-1]:.2f} at 8")
    gains = np.diff(decibels)
    says(f"from {gains[0]:.2f} dB (2 to 3 bits) to {gains[-1]:.2f} dB (7 to 8)")
    says(f"{uniform_sqnr(5) - uniform_sqnr(4):.2f} dB less noise")


def test_range_and_granularity(says):
    plain, loud = (example(np.random.default_rng(0), n) for n in (0, 3))
    own = [-output_error(*plain, 4, method, True) for method in ("minmax", "mse")]
    says(
        "the noise lies {:.1f} dB below the signal for min-max and {:.1f} dB".format(
            *own
        )
    )
    shared = [-output_error(*w, 4, "minmax", False) for w in (plain, loud)]
    says("With one scale and min-max it is {:.1f} dB, and after".format(*shared))
    says(f"have grown tenfold, {shared[1]:.1f} dB")
    eight = [output_error(*plain, 8, method, True) for method in ("minmax", "mse")]
    assert abs(eight[0] - eight[1]) < 0.2
    gaps, losses = [], []
    for bits in range(4, 9):
        one = output_error(*plain, bits, "minmax", False)
        gaps.append(one - output_error(*plain, bits, "minmax", True))
        losses.append(output_error(*loud, bits, "minmax", False) - one)
    assert 3.5 < min(gaps) < max(gaps) < 4.5
    assert 9.5 < min(losses) < max(losses) < 15
    assert -23 < output_error(*plain, 8, "percentile", True) < -22


def test_gptq(says):
    rng = np.random.default_rng(0)
    inputs, fresh = np.split(gptq_layer.correlated_inputs(rng, 1024, 64), 2)
    weights = rng.normal(size=(32, 64))
    scales = np.abs(weights).max(axis=1) / 7
    plain = gptq_layer.nearest(weights, scales, 4)
    ours = gptq_layer.gptq(weights, inputs, scales, 4)
    errors = [
        100 * gptq_layer.output_error(weights, rounded, sample)
        for rounded, sample in ((plain, fresh), (ours, fresh), (ours, inputs))
    ]
    says(
        "output error on fresh inputs falls from {:.1f} % to {:.1f} % "
        "(on the inputs that shaped $H$ to {:.1f} %)".format(*errors)
    )
    farther = np.linalg.norm(weights - ours) / np.linalg.norm(weights - plain) - 1
    says(f"*farther* from their originals, by {100 * farther:.0f} %")


def test_outliers(says):
    x, w = smooth.example(np.random.default_rng(0))
    exact = x @ w.T

    def error(product):
        return 100 * smooth.relative_error(product, exact)

    tensor, token = (error(smooth.int8_product(x, w, each)) for each in (False, True))
    migrated = error(smooth.int8_product(*smooth.migrate(x, w)))
    turned = error(smooth.int8_product(*smooth.rotate(x, w)))
    apart = error(smooth.split_product(x, w))
    says(
        f"in int8 is {tensor:.1f} % with one scale, {token:.1f} % with a scale a token, "
        f"{migrated:.2f} % after SmoothQuant with $\\alpha = 0.5$, {turned:.2f} % after a "
        f"Hadamard rotation and {apart:.2f} % with the outliers kept apart"
    )
    full = error(smooth.int8_product(*smooth.migrate(x, w, 1)))
    says(
        f"from {token:.1f} % to {migrated:.2f} %, and is {full:.1f} % at $\\alpha = 1$"
    )


def test_bits_and_bytes(says):
    says(f"$4 + 16/128 + 4/128 = {FOUR:.3f}$ bits")
    says(f"$4 + 16/128 + 4/128 = {FOUR}$")
    says(f"or {FOUR - 4:.3f} bits a weight, so {FOUR:.3f} bits in all")
    size = weight_bytes(7e9, FOUR) / 1e9
    says(f"takes {size:.2f} GB instead of {weight_bytes(7e9, 4) / 1e9}")
    says(f"4-bit file has {FOUR:.3f} bits a weight, {size:.2f} GB")
    says(f"$4 + 20/32 = {effective_bits(4, 32, zero_bits=4)}$ bits")
    says(f"for 32 values, {effective_bits(4, 32, 8)} bits; NVFP4")
    says(f"for 16, {effective_bits(4, 16, 8)} bits. Compare")
    assert effective_bits(3, 16) == 4
    says(f"metadata cost {effective_bits(0, 8, zero_bits=4)} bits a weight")
    fp16, int8, int4 = (weight_bytes(7e9, bits) / 1e9 for bits in (16, 8, 4))
    says(f"a weight: {fp16:.0f} GB. Int8 has one: {int8:.0f} GB")
    says(f"half a byte: {int4} GB")
    vocabulary = [2 * n * 4096 * (16 - FOUR) / 8e9 for n in (32_000, 128_000)]
    says(f"width 4,096 that adds {vocabulary[0]:.2f} GB, with 128,000 four times")
    says(f"{fp16:.0f} GB are {14e9 / 2**30:.1f} GiB")


def test_overflow(says):
    limit = 2**31 - 1
    says(f"The quotient is {limit // 127**2:,} terms")
    says(f"a sum of {limit // 127**2:,} products cannot overflow")
    says(f"products reach {128**2:,}, and {limit // 128**2:,} terms are safe")
    says(f"{2**31 // (255 * 128):,} terms are safe")
    assert 128**2 * 2**17 == 2**31
    assert (2**15 - 1) // 127**2 == 2
    pair = 2 * 255 * 64
    says(f"$2 \\cdot 255 \\cdot 64 = {pair:,}$ fits".replace(",", "{,}"))
    assert pair < 2**15 <= 2 * 255 * 127


def test_roofline(says):
    schemes = ((16, PEAK), (FOUR, PEAK), (8, PEAK_INT8))
    for tokens, name in ((1, "1 (decode)"), (64, "64 (batched decode)"), (2048, None)):
        times = [1e3 * step_time(tokens, 7e9, b, p, BANDWIDTH) for b, p in schemes]
        row = " | ".join(f"{time:.1f} ms" for time in times)
        says(f"| {name or '2,048 (prefill)'} | {row} |")
    balances = [balance_tokens(bits, PEAK, BANDWIDTH) for bits in (16, FOUR)]
    says(
        f"here at {balances[1]:.0f} tokens, then shrinks, and is gone from {balances[0]:.0f}"
    )
    says(f"{balances[0]:.0f} tokens at 16 bits, {balances[1]:.0f} at 4.156 bits")
    says(f"tokens the gain is {16 / FOUR:.2f}; then it falls as $150/T$")
    says(f"At 64 tokens in flight it is {balances[0] / 64:.1f}")
    says(f"start at {16 / FOUR:.1f}, fall after 39 tokens and reach 1 at 150")
    assert balances[0] / 75 == 2  # where W4A16 and W8A8 cross
    assert 1 - (7 / 4 + 7) / 14 == 0.375


def test_thirteen_billion(says):
    weights = weight_bytes(13e9, FOUR) / 1e9
    table = 32_000 * 5_120  # input embeddings; the head is as large
    more = 2 * table * (16 - FOUR) / 8e9
    context = cache_bytes(40, 40, 128, 8192) / 1e9
    says(f"Weights at 4.156 bits take {weights:.2f} GB, {weights + more:.2f} with")
    says(f"embeddings and head in 16 bits, {more:.2f} GB more")
    says(f"takes {context:.2f} GB in fp16")
    says("$2 \\cdot 40 \\cdot 5{,}120 \\cdot 2 = 819{,}200$ bytes")
    assert cache_bytes(40, 40, 128, 1) == 819_200
    free = 24 - 2 - weights - more
    says(f"$24 - 2 - 7.24 = {free:.1f}$ GB: 2 sequences in fp16, 4 in int8, 7 at 4.5")
    assert [int(free / context * 16 / bits) for bits in (16, 8, 4.5)] == [2, 4, 7]
    says(f"24 GiB, {24 * 2**30 / 1e9 - 24:.1f} GB are a reserve")
    assert weight_bytes(13e9, 16) == 26e9
    assert int((24 - 2 - weight_bytes(13e9, 8) / 1e9) / context) == 1
    step = weights + more - 2 * table / 1e9 + context
    says(f"{step:.1f} GB over 1 TB/s, {step:.1f} ms; the table")
    grouped = cache_bytes(40, 8, 128, 8192) / 1e9
    says(f"fivefold to {grouped:.2f} GB a context: ten fit")
    assert int(free / grouped) == 10


def test_decisive_tokens(says):
    before, after = (100 * rate ** (1 / 100) for rate in (0.60, 0.52))
    says(f"60 % means {before:.2f} % for each. A fall to 52 % means {after:.2f} %")
    says(f"{before - after:.2f} points a token")
    assert round(0.08 * 164) == 13
    error = 100 * ((0.60 * 0.40 + 0.52 * 0.48) / 164) ** 0.5
    says(f"standard error of an unpaired difference is {error:.1f} points")
