"""Pipeline timelines with their bubbles, and memory by ZeRO stage."""

from matplotlib.figure import Figure
from snippets.ml_system_design.pipeline_schedule import BACKWARD, FORWARD, timeline
from snippets.ml_system_design.zero_memory import bytes_per_parameter

STAGES, BATCHES, PARAMETERS, DEVICES = 4, 6, 7e9, 8


def draw() -> Figure:
    """Return GPipe and 1F1B above each other, and a panel of memory."""
    figure = Figure(figsize=(8, 4.4), layout="constrained")
    panels = figure.subplot_mosaic("aac;bbc", width_ratios=(1, 1, 0.9))
    for key, schedule, title in (("a", "gpipe", "GPipe"), ("b", "1f1b", "1F1B")):
        _timeline(panels[key], schedule, title)
    _memory(panels["c"])
    return figure


def _timeline(axes, schedule, title):
    lines = timeline(STAGES, BATCHES, schedule)
    total = max(line[-1][0] + BACKWARD for line in lines)
    for stage, line in enumerate(lines):
        axes.broken_barh(
            _idle(line, total), (stage - 0.38, 0.76), color="0.5", alpha=0.3
        )
        for kind, length, color in (("F", FORWARD, "C0"), ("B", BACKWARD, "C1")):
            spans = [(start + 0.06, length - 0.12) for start, k, _ in line if k == kind]
            axes.broken_barh(spans, (stage - 0.38, 0.76), color=color, alpha=0.65)
        for start, kind, batch in line:
            middle = start + (FORWARD if kind == "F" else BACKWARD) / 2
            axes.text(
                middle, stage, f"{batch + 1}", ha="center", va="center", fontsize=7
            )
    axes.set(
        yticks=range(STAGES),
        yticklabels=[f"stage {s + 1}" for s in range(STAGES)],
        ylim=(STAGES - 0.5, -0.5),
        xlabel="time in forward steps" if schedule == "1f1b" else "",
        title=f"{title}: forward and backward of {BATCHES} micro-batches",
    )
    axes.grid(visible=False)


def _idle(line, total):
    """Return (start, length) of the gaps of one stage between 0 and the total time."""
    gaps, clock = [], 0
    for start, kind, _ in [*line, (total, "F", None)]:
        if start > clock:
            gaps.append((clock, start - clock))
        clock = start + (FORWARD if kind == "F" else BACKWARD)
    return gaps


def _memory(axes):
    parts = [
        PARAMETERS * bytes_per_parameter(stage, DEVICES) / 1e9 for stage in range(4)
    ]
    axes.bar(range(4), parts, color="C2", alpha=0.8, width=0.6)
    for stage, size in enumerate(parts):
        axes.annotate(f"{size:g}", (stage, size + 2), ha="center", fontsize=9)
    axes.set(
        xticks=range(4),
        xticklabels=["none", "ZeRO-1", "ZeRO-2", "ZeRO-3"],
        ylabel="GB a device",
        title=f"7B model, {DEVICES} devices",
    )
    axes.tick_params(axis="x", labelsize=8)
