"""Log-likelihood ratios of healthy and faulty canaries between the boundaries."""

import numpy as np
from matplotlib.figure import Figure
from snippets.mlops_and_edge.sprt_canary import boundaries, fixed_size, increments

P0, P1, ALPHA, BETA = 0.001, 0.002, 0.05, 0.2
LIMIT = 22_000


def path(rate, seed):
    """Return the ratio after each request, until a decision."""
    errors = np.random.default_rng(seed).random(LIMIT) < rate
    ratio = np.cumsum(np.where(errors, *increments(P0, P1)))
    high, low = boundaries(ALPHA, BETA)
    out = np.flatnonzero((ratio >= high) | (ratio <= low))
    return ratio[: out[0] + 1] if out.size else ratio


def draw() -> Figure:
    """Return five paths of each kind."""
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    for color, rate, name in (
        ("C0", P0, "healthy, 0.1 %"),
        ("C1", P1, "faulty, 0.2 %"),
    ):
        for seed in range(5):
            ratio = path(rate, seed)
            steps = np.arange(1, len(ratio) + 1)
            every = slice(None, None, 40)
            label = name if seed == 0 else None
            axes.plot(steps[every], ratio[every], color=color, linewidth=1, label=label)
            axes.plot(steps[-1], ratio[-1], "o", color=color, markersize=4)
    high, low = boundaries(ALPHA, BETA)
    for limit, text in ((high, "roll back"), (low, "go on")):
        axes.axhline(limit, color="C2", linestyle="--", linewidth=1.3)
        axes.annotate(text, (LIMIT, limit + 0.08), fontsize=8.5, ha="right")
    fixed = fixed_size(P0, P1, ALPHA, 1 - BETA)
    axes.axvline(fixed, color="C5", linestyle=":", linewidth=1.3)
    axes.annotate("two arms, fixed size", (fixed - 200, -1.2), fontsize=8, ha="right")
    axes.set(xlabel="requests", ylabel="log-likelihood ratio", ylim=(-2, 3.6))
    axes.legend(fontsize=8, loc="upper center", ncols=2)
    return figure
