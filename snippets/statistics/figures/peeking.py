"""False-positive rate against looks, beside null paths of the z-statistic."""

import numpy as np
from matplotlib.figure import Figure

from snippets.statistics.always_valid import boundary as mixture_boundary
from snippets.statistics.group_sequential import crossing, obrien_fleming, pocock
from snippets.statistics.peeking_simulator import first_crossing, z_paths

LOOKS = 20
MIXTURE = 10  # variance of the mixture over the squared standard error at the last look


def mixture(looks):
    """Return the mSPRT's critical |z| at equally spaced looks, (looks,)."""
    return mixture_boundary(looks / np.arange(1, looks + 1), MIXTURE)


BOUNDARIES = {
    "1.96 at every look": ("C1", "-", lambda looks: np.full(looks, 1.959964)),
    "Pocock": ("C0", "-", pocock),
    "O'Brien-Fleming": ("C2", "--", obrien_fleming),
    "mSPRT": ("C3", "-.", mixture),
}


def null_paths():
    """Return the 200 A/A experiments that are drawn, (200, looks)."""
    return z_paths(np.random.default_rng(0), 200, LOOKS, 1000, 0.05)


def draw() -> Figure:
    """Return error rates beside the paths and the boundaries."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    _rates(left)
    _paths(right)
    return figure


def _rates(axes):
    counts = np.array([1, 2, 3, 5, 7, 10, 14, 20])
    for name, (color, line, make) in BOUNDARIES.items():
        rates = [100 * crossing(make(looks))[-1] for looks in counts]
        wide = name == "Pocock"  # it lies under the dashes of O'Brien-Fleming
        style = {"linewidth": 7, "alpha": 0.4} if wide else {"linewidth": 2}
        axes.plot(counts, rates, line, color=color, label=name, **style)
    axes.set(
        xlabel="equally spaced looks",
        ylabel="A/A tests called significant, %",
        title="false-positive rate",
        xticks=(1, 5, 10, 15, 20),
        ylim=(0, 30),
    )
    axes.legend(fontsize=8, loc="upper left", frameon=False)


def _paths(axes):
    looks = np.arange(1, LOOKS + 1)
    paths = null_paths()
    stop = first_crossing(paths, 1.959964)
    fooled = stop > 0
    axes.plot(looks, paths.T, color="C5", alpha=0.25, linewidth=0.6)
    axes.plot(stop[fooled], paths[fooled, stop[fooled] - 1], "o", color="C1", ms=3.5)
    for color, line, make in BOUNDARIES.values():
        for sign in (1, -1):
            axes.plot(looks, sign * make(LOOKS), line, color=color, linewidth=2)
    axes.set(
        xlabel="look",
        ylabel="z-statistic",
        title="200 A/A tests",
        xticks=(1, 5, 10, 15, 20),
        ylim=(-5, 5),
        xlim=(1, LOOKS),
    )
