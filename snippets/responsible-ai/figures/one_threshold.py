"""Two calibrated groups under one threshold, and the thresholds for equal FPR."""

import numpy as np
from matplotlib.figure import Figure
from scipy.stats import beta
from snippets.responsible_ai.infra_marginality import error_rates, threshold_for_fpr

GROUPS = {"group A": (4.0, 4.0), "group B": (1.5, 4.5)}  # base rates 0.5 and 0.25
THRESHOLD = 0.5


def draw() -> Figure:
    """Return the risk densities beside thresholds that would equalize FPR."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    risk = np.linspace(0.002, 0.998, 300)
    for number, (name, (a, b)) in enumerate(GROUPS.items()):
        density = beta.pdf(risk, a, b)
        left.plot(
            risk, density, color=f"C{number}", label=f"{name}, base {a / (a + b):g}"
        )
        above = risk >= THRESHOLD
        wrong = (1 - risk) * density  # those above who are negative
        left.fill_between(risk[above], wrong[above], color=f"C{number}", alpha=0.3)
        _, fpr = error_rates(a, b, THRESHOLD)
        left.annotate(
            f"FPR {fpr:.2f}",
            (0.74, 0.75 - 0.2 * number),
            fontsize=8.5,
            color=f"C{number}",
        )
    left.axvline(THRESHOLD, color="C2", linestyle="--")
    left.set(xlabel="risk", ylabel="density", title="one threshold", ylim=(0, 2.6))
    left.legend(fontsize=8, loc="upper right")
    rates = np.linspace(0.01, 0.6, 80)
    pairs = [[threshold_for_fpr(*group, r) for group in GROUPS.values()] for r in rates]
    right.plot(*zip(*pairs, strict=True), color="C3", label="equal FPR")
    right.plot([0, 1], [0, 1], "--", color="C5", linewidth=1, label="equal thresholds")
    right.set(
        xlabel="threshold of group A",
        ylabel="threshold of group B",
        title="what equal FPR would take",
        xlim=(0.2, 0.9),
        ylim=(0, 0.9),
    )
    right.legend(fontsize=8, loc="upper left")
    return figure
