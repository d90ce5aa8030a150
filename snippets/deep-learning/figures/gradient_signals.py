"""Error of a gradient check against its step, and the gradient's norm over depth."""

import numpy as np
from matplotlib.figure import Figure
from snippets.deep_learning.gradient_check import central_difference, relative_error

STEPS = np.geomspace(1e-10, 1, 61)
DEPTH, WIDTH = 64, 256


def check_errors(dtype):
    """Return relative errors for STEPS on the sum of exp over 50 standard normals."""
    x = np.random.default_rng(0).normal(size=50).astype(dtype)
    errors = []
    for step in STEPS.astype(dtype):
        if (x + step == x - step).any():  # the step is lost in rounding
            errors.append(np.nan)
            continue
        numeric = central_difference(lambda v: np.exp(v).sum(dtype=dtype), x, step)
        exact = np.exp(x.astype(float))
        errors.append(relative_error(numeric.astype(float), exact))
    return np.array(errors)


def backward_norms(gain):
    """Return norms of a gradient after 0..DEPTH layers of deviation gain / √WIDTH."""
    rng = np.random.default_rng(0)
    gradient = rng.normal(size=WIDTH)
    gradient /= np.linalg.norm(gradient)
    norms = [1.0]
    for _ in range(DEPTH):
        gradient = rng.normal(0, gain / np.sqrt(WIDTH), (WIDTH, WIDTH)).T @ gradient
        norms.append(float(np.linalg.norm(gradient)))
    return norms


def draw() -> Figure:
    """Return the two V-shaped error curves beside the norms of backpropagation."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    for color, dtype in [("C0", np.float64), ("C1", np.float32)]:
        errors = check_errors(dtype)
        left.loglog(STEPS, errors, color=color, label=np.dtype(dtype).name)
    left.set(
        xlabel="step of the central difference",
        ylabel="relative error",
        title="gradient check",
        ylim=(1e-12, 3),
    )
    left.legend(fontsize=8, frameon=False)
    for color, gain in [("C2", 1.1), ("C0", 1.0), ("C3", 0.9)]:
        norms = backward_norms(gain)
        right.semilogy(norms, color=color, label=f"gain {gain}")
    right.set(
        xlabel="layers passed backward",
        ylabel="norm of the gradient",
        title="product of Jacobians",
    )
    right.legend(fontsize=8, frameon=False, loc="upper left")
    return figure
