"""Error of the expanded formula by closeness, and memory of three methods."""

import numpy as np
from matplotlib.figure import Figure
from snippets.coding_and_data.pairwise_distances import expanded, memory

DIMENSION = 64


def relative_error(gap, dtype, pairs=200, seed=0):
    """Return the median relative error for pairs at distance `gap`, norm about 8."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(pairs, DIMENSION))
    step = rng.normal(size=(pairs, DIMENSION))
    y = x + gap * step / np.linalg.norm(step, axis=1, keepdims=True)
    true = np.linalg.norm(x - y, axis=1)
    found = np.diag(expanded(x.astype(dtype), y.astype(dtype)))
    return np.median(abs(found - true) / true)


def draw() -> Figure:
    """Return the error against the distance beside memory against the points."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    gaps = np.geomspace(1e-8, 10, 37)
    for number, dtype in enumerate((np.float32, np.float64)):
        errors = [max(relative_error(gap, dtype), 1e-17) for gap in gaps]
        left.loglog(gaps, errors, color=f"C{number}", label=np.dtype(dtype).name)
    left.set(
        xlabel="true distance of points of norm 8",
        ylabel="median relative error",
        title="expanded formula",
        ylim=(1e-17, 1e5),
    )
    left.legend(fontsize=8, loc="upper right")
    n = np.geomspace(1e3, 1e5, 50)
    for number, method in enumerate(("broadcast", "expanded", "chunked")):
        size = [memory(k, k, DIMENSION, method) / 1e9 for k in n]
        right.loglog(n, size, color=f"C{number + 2}", label=method)
    right.axhline(16, color="C5", linestyle="--", linewidth=1)
    right.annotate("16 GB", (1.1e3, 20), fontsize=8)
    right.set(
        xlabel=f"points on each side, {DIMENSION} numbers each",
        ylabel="GB, float64",
        title="memory",
    )
    right.legend(fontsize=8, loc="lower right")
    return figure
