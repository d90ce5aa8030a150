"""Boosting a curve: fits by round for two step sizes, and losses against rounds."""

import numpy as np
from matplotlib.figure import Figure

from snippets.foundations.newton_boosting import boost, squared, staged

ROUNDS, DEPTH = 300, 2
STEPS = (1.0, 0.4, 0.2, 0.1, 0.05)


def sample(n, seed):
    """Return x (n, 1) and noisy values (n,) of a sine with a jump at 6."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(0, 10, n)
    return x[:, None], curve(x) + 0.4 * rng.normal(size=n)


def curve(x):
    """Return the noiseless values."""
    return np.sin(x) + 0.5 * (x > 6)


def losses(nu):
    """Return mean squared errors on training and validation rows after each round."""
    model = boost(*sample(150, seed=0), squared, ROUNDS, nu, DEPTH)
    rows = sample(150, seed=0), sample(1000, seed=1)
    return [((staged(model, x, nu) - y) ** 2).mean(axis=1) for x, y in rows]


def draw() -> Figure:
    """Return fits in the upper row, losses and best rounds in the lower row."""
    figure = Figure(figsize=(8, 6.6), layout="constrained")
    (left, right), (lower_left, lower_right) = figure.subplots(2, 2)
    _fits(left, 1.0)
    _fits(right, 0.1)
    _losses(lower_left)
    _best_rounds(lower_right)
    return figure


def _fits(axes, nu):
    x, y = sample(150, seed=0)
    grid = np.linspace(0, 10, 600)
    fits = staged(boost(x, y, squared, 100, nu, DEPTH), grid[:, None], nu)
    axes.plot(x[:, 0], y, ".", color="C5", markersize=3)
    for color, rounds in enumerate((1, 3, 10, 100)):
        label = f"{rounds}"
        axes.plot(grid, fits[rounds], color=f"C{color}", label=label, linewidth=1.2)
    axes.set(xlabel="x", title=f"fit after rounds, step {nu:g}", ylim=(-2, 3.4))
    axes.legend(fontsize=8, ncols=4, loc="upper center", frameon=False)


def _losses(axes):
    for color, nu in (("C0", 1.0), ("C1", 0.1)):
        train, validation = losses(nu)
        best = validation.argmin()
        rounds = np.arange(1, ROUNDS + 1)
        axes.semilogx(rounds, train[1:], "--", color=color, label=f"training, {nu:g}")
        axes.semilogx(rounds, validation[1:], color=color, label=f"validation, {nu:g}")
        axes.plot(best, validation[best], "o", color=color)
    ticks = (1, 3, 10, 30, 100, 300)
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.minorticks_off()
    axes.set(xlabel="rounds", title="mean squared error", ylim=(0, 0.75))
    axes.legend(fontsize=8, frameon=False, title="step", title_fontsize=8)


def _best_rounds(axes):
    best = [losses(nu)[1].argmin() for nu in STEPS]
    axes.loglog(STEPS, best, "o-", color="C2")
    for nu, rounds in zip(STEPS, best, strict=True):
        axes.annotate(
            f"{rounds}", (nu, rounds), (6, 4), textcoords="offset points", fontsize=9
        )
    axes.set_xticks(STEPS, [f"{nu:g}" for nu in STEPS])
    axes.set_yticks([3, 10, 30, 100], ["3", "10", "30", "100"])
    axes.minorticks_off()
    axes.set(
        xlabel="step", title="round of the lowest validation error", xlim=(0.04, 1.6)
    )
