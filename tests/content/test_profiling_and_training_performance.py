"""What the page says of seconds, bytes and bits, computed."""

import dataclasses
import math

import numpy as np
import pytest
from snippets.coding_and_data.bf16_rounding import final_weight, to_bfloat16
from snippets.coding_and_data.dataloader_pipeline_sim import (
    jittered,
    step_starts,
    waiting_share,
    workers_needed,
)
from snippets.coding_and_data.figures.step_waterfall import BF16, FIXES, START, runs
from snippets.coding_and_data.memory_accounting import (
    boundary_bytes,
    checkpointed,
    layer_bytes,
    state_bytes,
)
from snippets.coding_and_data.roofline_of_numpy_ops import (
    attainable,
    elementwise,
    gemm,
)
from snippets.coding_and_data.step_time_model import (
    BANDWIDTH,
    PEAK_FLOPS,
    amdahl,
    mfu,
)

PAGE = "coding-and-data/profiling-and-training-performance"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_the_run_of_the_figure(says):
    steps = list(runs().values())
    times = [f"{step.seconds * 1e3:,.0f} ms" for step in steps]
    says(f"{times[0]} at the start, a third of it waiting for data; {times[1]} with 12")
    says(f"{times[2]} without synchronizations; {times[3]} in bf16; {times[4]} with")
    first, *middle, last = [f"{100 * step.mfu:.0f}" for step in steps]
    says(f"from {first} to {', '.join(middle)} and {last} percent")
    shares = [f"{100 * step.mfu:.1f}" for step in steps]
    says(f"{shares[0]} % at the start, {shares[1]} with workers, {shares[2]} without")
    says(f"{shares[3]} in bf16, {shares[4]} with fusion")
    assert steps[2].mfu < 0.4 < steps[3].mfu
    assert START.parts()["waiting for data"] / START.seconds == pytest.approx(
        0.31, 0.01
    )
    says(f"so a batch costs {START.load:.1f} s")
    says(f"The first fix needs {math.ceil(START.load / steps[1].seconds)} workers")
    says(f"it takes {math.ceil(START.load / steps[-1].seconds)}, so the loader")
    says(f"synchronizations cost {(START.gaps - steps[2].gaps) * 1e3:.0f} ms")


def test_a_fix_of_what_is_hidden_gains_nothing(says):
    early = dataclasses.replace(START, **BF16)
    assert early.seconds == pytest.approx(START.seconds)
    faster = [
        step.seconds - step.parts()["waiting for data"] for step in (START, early)
    ]
    says(f"accelerator's work {faster[0] / faster[1]:.1f} times faster")
    alone = [dataclasses.replace(START, **fix).mfu for _, fix in FIXES]
    assert max(alone) < 0.19
    says("none of them alone gets past 19 %")


def test_amdahl(says):
    says(f"10 times faster gives {amdahl(0.8, 10):.2f}")
    says(f"or {amdahl(0.8, 10):.2f}. The untouched")
    says(f"is $0.2/0.28 = {100 * 0.2 * amdahl(0.8, 10):.0f}\\,\\%$")
    says(f"instead of 10 gives {amdahl(0.8, 100):.2f}")
    after = 1 / (0.2 / 2 + 0.8 / 10)
    says(f"gives $1/(0.1 + 0.08) = {after:.2f}$")
    share = 0.9 / 0.95
    assert amdahl(share, 20) == pytest.approx(10)
    says(f"$p = 0.9/0.95 = {100 * share:.1f}\\,\\%$")
    says(f"caps the gain at {amdahl(0.1, 1e12):.2f}")


def test_model_flops_utilization(says):
    value = mfu(7e9, 60_000, devices=8)
    says(f"has {100 * value:.1f} %. PaLM")
    says(f"So {100 * value:.1f} percent")
    says(f"would be {100 * value * 8 / 6:.1f} % at the same MFU")
    says(f"useful MFU is {100 * value * 0.7:.1f} %")
    assert 6 * 7e9 * 6e4 == 2.52e15 and 8 * PEAK_FLOPS == 7.912e15


def test_roofline(says):
    balance = PEAK_FLOPS / BANDWIDTH
    says(f"the balance is {balance:.0f} FLOP per byte")
    n = next(n for n in range(1, 2000) if np.divide(*gemm(n, 2)) >= balance)
    says(f"reaches it near $n = {n}$")
    share = attainable(elementwise(10**6, 2), PEAK_FLOPS, BANDWIDTH) / PEAK_FLOPS
    says(f"runs at {100 * share:.2f} % of the peak")
    assert np.divide(*elementwise(10**6, 2)) == pytest.approx(1 / 6)


def test_workers(says):
    needed = workers_needed(0.008, 64, 0.1)
    says(f"\\rceil = {needed}$ workers")
    says(f"rounded up {needed}.")
    steady = np.full(601, 0.512)
    five, two = (100 * waiting_share(step_starts(steady, 0.1, w), 0.1) for w in (5, 2))
    says(f"device waiting {five:.1f} % of the time, two {two:.0f} %")
    runs_of_load = [
        jittered(0.512, 0.7, 4001, np.random.default_rng(seed)) for seed in range(12)
    ]

    def waits(workers, ahead):
        starts = [step_starts(load, 0.1, workers, ahead) for load in runs_of_load]
        return np.mean([waiting_share(each, 0.1) for each in starts])

    shares = [f"{100 * waits(*case):.0f} %" for case in [(6, 2), (6, 4), (12, 2)]]
    says(f"leave the device waiting {shares[0]} of the time")
    says(f"bring it to {shares[1]}, twelve workers with two to {shares[2]}")
    says(f"prefetched batches each wait {shares[0]}")
    says(f"this is {8 * needed} workers")


def test_formats(says):
    half = np.finfo(np.float16)
    says(f"| {half.max:,.0f} |")
    assert f"{half.tiny:.1e}" == "6.1e-05"
    assert np.float16(1e-8) == 0 and np.float16(1e-8 * 65_536) > 0
    assert f"{half.smallest_subnormal:.0e}" == "6e-08"
    assert f"{np.finfo(np.float32).tiny:.1e}" == "1.2e-38"
    assert to_bfloat16(257) == 256
    without, with_master = (final_weight(1, 0.001, 1000, m) for m in (False, True))
    says(f"is still {without:.0f} in bf16. With an fp32 *master copy* it is")
    says(f"updates of 0.001: {without:.0f} without, {with_master:.0f} with")
    assert 1e-4 / 0.06 < 2**-9
    says(f"is at most {100 * 1e-4 / 0.06:.2f} %")
    says(f"lie {100 * 2**-8:.1f} to {100 * 2**-7:.1f} percent away")
    says(f"{100 * 2**-9:.1f} to {100 * 2**-8:.1f} %. Adam's step")
    says(f"is then {100 * 2**-12:.2f} to {100 * 2**-11:.2f} %")


def test_state_bytes(says):
    says(f"need {state_bytes(7e9, 'Adam, bf16 with master') / 1e9:.0f} GB before")
    small = state_bytes(13e9, "8-bit Adam, bf16 with master")
    large = state_bytes(13e9, "Adam, bf16 with master")
    says(f"10 bytes, {small / 1e9:.0f} gigabytes")
    says(f"16 in all, {large / 1e9:.0f} gigabytes")
    says(f"{100 * (1 - small / large):.1f} % less")


def test_activation_bytes(says):
    shape = 1, 4096, 4096
    layer = layer_bytes(*shape, heads=32)
    scores = layer_bytes(*shape, heads=32, fused_attention=False) - layer
    says(f"that is {32 * layer / 1e9:.1f} GB, and {32 * scores / 1e9:.1f} GB more")
    border = boundary_bytes(*shape)
    assert layer / border == 17
    peaks = {k: checkpointed(32, k, layer, border)[0] for k in range(1, 33)}
    assert min(peaks, key=peaks.get) == 1
    says(f"{peaks[1] / 1e9:.1f} GB instead of {32 * layer / 1e9:.1f} in the example")
    says(f"{peaks[6] / 1e9:.1f} GB with one every 6 layers")
    says(f"{checkpointed(100, 10)[0]:.0f} instead of 100 for 100 layers")
    says(f"$k = \\sqrt{{32/17}} = {math.sqrt(32 / 17):.1f}$")


def test_accumulation_with_unequal_token_counts(says):
    tokens, means = np.array([900, 100]), np.array([2.0, 4.0])
    whole, of_means = means @ tokens / tokens.sum(), means.mean()
    says(f"batch's loss is {whole:.1f}; the mean of the means is {of_means:.0f}")
    says(f"give {whole:.1f} and {of_means:.1f}")
    assert tokens[0] / tokens[1] == 9


def test_critical_batch_size(says):
    def steps(ratio):
        return 1 + 1 / ratio

    def samples(ratio):
        return 1 + ratio

    fewer, more = steps(1) / steps(4), samples(4) / samples(1)
    says(f"fall by a factor of {fewer:.1f} and samples grow by {more:.1f}")
    says(f"it is {steps(4):.2f} times the least steps for {samples(4)} times")


def test_spike(says):
    says(f"it adds {100 * 6 / (200 * 0.5):.0f} % to the run")
