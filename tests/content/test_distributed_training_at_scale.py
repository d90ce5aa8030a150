"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

from math import ceil

import pytest
from snippets.ml_system_design.figures.parallel_schedules import BATCHES, STAGES
from snippets.ml_system_design.pipeline_schedule import bubble
from snippets.ml_system_design.ring_allreduce import allreduce_seconds
from snippets.ml_system_design.zero_memory import (
    bytes_per_parameter,
    checkpoint_interval,
    lost_share,
    training_days,
)

PAGE = "ml-system-design/distributed-training-at-scale"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def percent(value, digits=1):
    return f"{value:.{digits}%}".replace("%", " %")


def test_zero(says):
    sizes = [7 * bytes_per_parameter(stage, 8) for stage in range(4)]
    says(f"That is 16 bytes, {sizes[0]:.0f} GB in all")
    says(f"if each keeps an eighth: {sizes[3]:.0f} GB")
    says(
        f"{sizes[0]:.0f} GB without sharding, {sizes[1]} with ZeRO-1, {sizes[2]} with ZeRO-2, {sizes[3]:.0f} with ZeRO-3"
    )
    says(
        f"ZeRO-1 leaves {40 - sizes[1]} GB for everything else, so no; ZeRO-2 leaves {40 - sizes[2]} GB and ZeRO-3 {40 - sizes[3]:.0f} GB"
    )
    says(f"= {bytes_per_parameter(1, 8)}$ bytes, {sizes[1]} GB")
    says(f"= {bytes_per_parameter(2, 8)}$, {sizes[2]} GB")


def test_ring(says):
    ms = allreduce_seconds(14e9, 8, 300e9) * 1e3
    says(f"at 300 GB/s each take {ms:.0f} ms, plus {2 * 7} latencies")
    says(f"At 300 GB/s that is {ms:.0f} ms")
    says(f"tends to $28/300 = {28 / 300 * 1e3:.0f}$ ms")
    assert allreduce_seconds(14e9, 8, 50e9) == pytest.approx(0.5, abs=0.02)
    says("with 50 GB/s per device it would be half a second")
    says(f"7 × 14 GB and send as much: {7 * 14} GB")


def test_bubbles(says):
    says(f"For $p = 8$ and $m = 32$ it is {percent(bubble(8, 32))}")
    says(f"Seven over 39, {percent(bubble(8, 32))}")
    says(f"give $\\frac{{p-1}}{{m}}$, {percent(7 / 32)}")
    assert bubble(STAGES, BATCHES) == 3 / 9
    needed = ceil(7 / 0.05 - 7)
    assert bubble(8, needed) <= 0.05 < bubble(8, needed - 1)
    says(f"To get down to 5 % with $p = 8$ one needs $m \\ge {needed}$")


def test_time(says):
    days = training_days(7e9, 2e12, 256, 989e12, 0.4)
    says(f"at 40 % MFU takes {days:.1f} days")
    says(
        f"{days * 86_400 / 1e3:.0f} thousand seconds, {days:.1f} days, about {round(days * 24 * 256, -3):,.0f} device hours"
    )
    says(f"about USD {round(days * 24 * 256 * 2, -3):,.0f}. With 10 % lost")
    says(f"checkpoints, {days / 0.9:.1f} days")
    says(f"so {days * 0.4:.1f} days")


def test_failures(says):
    between = 54 * 86_400 / 419
    says(f"one every {between / 3600:.1f} hours")
    best = checkpoint_interval(60, 11_160)
    says(f"about {best:,.0f} seconds, {best / 60:.0f} minutes")
    lost = lost_share(best, 60, 11_160)
    says(f"{percent(lost / 2)} each, {percent(lost)} together")
    says(f"and {percent(lost, 0)} of the time is lost")
    quick = checkpoint_interval(5, 11_160)
    says(
        f"$\\tau^* = {quick:.0f}$ s and the loss is {percent(lost_share(quick, 5, 11_160))}"
    )
    says(
        f"half an hour each time, {percent(1800 / 11_160, 0)} of the time, against 5 %"
    )
    says(f"wins back only {percent(lost / 2 - 60 / 3600)}")
    days = between / 86_400 * 16_384 / 512
    says(f"512 devices fail every {days:.0f} days")


def test_activations(says):
    s, b, h, a = 4096, 1, 8192, 64
    whole, linear = (s * b * h * (34 + q) / 1e9 for q in (5 * a * s / h, 0))
    says(f"a layer takes {whole:.1f} GB with it and {linear:.1f} GB without")
    says(f"80 layers × {linear:.2f} GB = {80 * linear:.0f} GB per sequence")
    says(f"8 ways by sequence parallelism {80 * linear / 8:.1f} GB")
    stage = 20 * linear / 8
    says(
        f"{stage:.1f} GB per micro-batch, and the first stage up to 4 of them: {4 * stage:.1f} GB"
    )


def test_layout(says):
    assert 8 * 4 * 16 == 512
    says(f"$70 \\cdot 4/32 = {70 * 4 / 32}$ GB")
    says(f"= {70 * 12 / 512:.1f}$ GB. Activations")
    tokens = 16 * 32 * 4096
    says(
        f"= {tokens / 1e6:.1f} million tokens. Bubble $3/35$ = {percent(bubble(4, 32))}"
    )
    gradients = 70e9 * 2 / 32
    says(
        f"{gradients / 1e9:.1f} GB in 16 bits, over 16 ranks: {gradients * 2 * 15 / 16 / 1e9:.1f} GB at 50 GB/s, {allreduce_seconds(gradients, 16, 50e9):.2f} s per step"
    )
    work = 6 * 70e9 * tokens
    step = work / (512 * 989e12 * 0.4)
    slow = allreduce_seconds(gradients, 16, 25e9)
    says(f"Gradient traffic takes {slow:.2f} s, {percent(slow / step, 0)} of the step")
    fast = allreduce_seconds(gradients, 16, 50e9)
    says(f"even unhidden it is {percent(fast / step, 0)}")
    message = 4096 * 8192 * 2
    sent = 4 * 20 * 32 * 2 * 7 / 8 * message
    says(f"carries {message / 1e6:.0f} MB, for 20 layers and 32 micro-batches")
    says(
        f"{sent / 1e9:.0f} GB sent per device and step, {sent / 450e9:.2f} s at 450 GB/s and {percent(sent / 450e9 / step, 0)} of the step"
    )
    held = 8.75 + 70 * 12 / 512 + 4 * 20 * 4096 * 8192 * 34 / 8 / 1e9 + 70 * 2 / 32
    says(f"in 32 bits, {70 * 2 / 32:.1f} GB more: {held:.0f} GB")
    says(f"{3 * 140 / 50} s at 50 GB/s against {step:.1f} s of computing")
    says(f"{work / 1e17:.1f} \\cdot 10^{{17}}$ operations, {step:.1f} s at 40 % MFU")
    says(f"tokens take {training_days(70e9, 15e12, 512, 989e12, 0.4):.0f} days at 40 %")
    says(f"{70 * 16 / 512:.1f} GB each, done")


def test_fsdp_overlap(says):
    says(f"at 400 TFLOP/s and 50 GB/s {400e12 / 50e9:,.0f} tokens")


def test_large_batches(says):
    says(f"the steps are {1 + 1 / 8} times the minimum, for nine times the data")
    steps, examples = (lambda b: 1 + 1 / b), (lambda b: 1 + b)
    assert steps(2) / steps(1) == 3 / 4 and examples(2) / examples(1) == 3 / 2
    assert steps(1e9) / steps(1) == pytest.approx(1 / 2)
    says(
        "Doubling from there saves a quarter of the steps and costs half as much again"
    )
    says(
        "no batch, however large, saves more than half of the steps, while the cost keeps growing"
    )
