"""One training run after each fix: its MFU, and where the time of a step goes."""

import dataclasses

from matplotlib.figure import Figure
from snippets.coding_and_data.step_time_model import PEAK_FLOPS, Step

PARAMETERS = 1.3e9
IMAGES, PATCHES, LAYERS, WIDTH = 128, 256, 24, 2048
TF32_PEAK = PEAK_FLOPS / 2
REACHED = 0.6  # share of the peak that matrix products reach
OPTIMIZER = 28 * PARAMETERS  # reads 16 bytes a parameter in fp32, writes 12


def streamed(numbers, width):
    """Return bytes of element-wise kernels: numbers per token, layer and channel."""
    return IMAGES * PATCHES * LAYERS * WIDTH * numbers * width + OPTIMIZER


START = Step(
    PARAMETERS,
    IMAGES * PATCHES,
    REACHED * TF32_PEAK,
    streamed(150, 4),
    gaps=0.25,
    load=IMAGES * 0.032,
    workers=2,
)
BF16 = {"matmul_rate": REACHED * PEAK_FLOPS, "streamed": streamed(150, 2)}
FIXES = [
    ("start", {}),
    ("12 workers", {"workers": 12}),
    ("no syncs", {"gaps": 0.02}),
    ("bf16", BF16),
    ("fusion", {"streamed": streamed(60, 2)}),
]


def runs():
    """Return {name: step}, each with its fix and all before it."""
    found, step = {}, START
    for name, fix in FIXES:
        step = dataclasses.replace(step, **fix)
        found[name] = step
    return found


def draw() -> Figure:
    """Return MFU above stacked bars of milliseconds, one column per fix."""
    figure = Figure(figsize=(6.8, 4.4), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1, 2.2])
    steps = runs()
    shares = [100 * step.mfu for step in steps.values()]
    above.plot(list(steps), shares, "o--", color="C4", linewidth=1)
    for place, share in enumerate(shares):
        _write(above, place, share, f"{share:.0f} %")
    above.set(ylabel="MFU in percent", ylim=(0, 72))
    base = [0.0] * len(steps)
    for color, part in enumerate(START.parts()):
        heights = [step.parts()[part] * 1e3 for step in steps.values()]
        below.bar(list(steps), heights, 0.6, base, color=f"C{color}", label=part)
        base = [low + height for low, height in zip(base, heights, strict=True)]
    for place, total in enumerate(base):
        _write(below, place, total, f"{total:,.0f}")
    below.set(ylabel="milliseconds per step", ylim=(0, 2400))
    below.legend(fontsize=9, loc="upper right", frameon=False)
    return figure


def _write(axes, place, height, text):
    axes.annotate(
        text, (place, height), (0, 5), textcoords="offset points", ha="center"
    )
