"""What PSI does without drift, and what a CUSUM trades."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter
from snippets.mlops_and_edge.cusum_detection import run_length
from snippets.mlops_and_edge.psi_null_distribution import expected_psi, psi_threshold

BINS, SLACK = 10, 0.5


def draw() -> Figure:
    """Return PSI bands against rows beside delay against false alarms."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    _psi(left)
    _cusum(right)
    return figure


def _psi(axes):
    rows = np.geomspace(60, 20_000, 60)
    low, high = (
        [psi_threshold(BINS, n, n, level) for n in rows] for level in (0.95, 0.05)
    )
    axes.fill_between(rows, low, high, alpha=0.25, label="90 % of the values")
    axes.plot(rows, [expected_psi(BINS, n, n) for n in rows], label="mean")
    for value, name in ((0.1, "0.1: watch"), (0.25, "0.25: act")):
        axes.axhline(value, color="C1", linestyle="--", linewidth=1.3)
        axes.annotate(name, (20_000, value * 1.12), ha="right", fontsize=8)
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="rows on each side",
        ylabel="PSI without drift",
        title=f"{BINS} bins, nothing changed",
        ylim=(2e-4, 1),
    )
    axes.legend(fontsize=8, loc="lower left")


def _cusum(axes):
    limits = np.linspace(2, 6, 17)
    false = [run_length(0, SLACK, limit, 120) for limit in limits]
    for number, shift in enumerate((0.5, 1.0, 2.0)):
        delays = [run_length(shift, SLACK, limit, 120) for limit in limits]
        axes.plot(false, delays, color=f"C{number}", label=f"shift {shift:g}")
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="values between false alarms",
        ylabel="values to detection",
        title="CUSUM, slack 0.5",
    )
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.set_yticks([2, 5, 10, 20, 50], ["2", "5", "10", "20", "50"])
    axes.set_xticks([100, 1000], ["100", "1,000"])
    axes.legend(fontsize=8, loc="upper left")
