"""Cumulative regret of Thompson sampling and of a greedy policy, mean and range."""

import numpy as np
from matplotlib.figure import Figure

from snippets.statistics.thompson_sampling import cumulative_regret, greedy, thompson

RATES, ROUNDS, RUNS = (0.10, 0.15, 0.20), 2000, 400
SHOWN = slice(19, None, 20)  # every twentieth round, so that the drawing stays small


def regrets():
    """Return the name and the regret (R, T) of both policies, from fixed seeds."""
    for name, policy in (("Thompson", thompson), ("greedy", greedy)):
        rng = np.random.default_rng(0)
        yield name, cumulative_regret(policy, RATES, ROUNDS, RUNS, rng)


def draw() -> Figure:
    """Return the mean regret with a band of two standard errors."""
    figure = Figure(figsize=(7, 3.4), layout="constrained")
    axes = figure.subplots()
    rounds = np.arange(1, ROUNDS + 1)[SHOWN]
    for number, (name, regret) in enumerate(regrets()):
        regret = regret[:, SHOWN]
        mean, color = regret.mean(axis=0), f"C{number}"
        error = regret.std(axis=0, ddof=1) / np.sqrt(RUNS)
        axes.plot(rounds, mean, color=color, label=f"{name}, mean")
        low, high = mean - 2 * error, mean + 2 * error
        axes.fill_between(rounds, low, high, color=color, alpha=0.2)
        median = np.median(regret, axis=0)
        label = f"{name}, median"
        axes.plot(rounds, median, color=color, linestyle="--", label=label)
    axes.set(xlabel="round", ylabel="cumulative regret", xlim=(0, ROUNDS), ylim=(0, 50))
    axes.legend(fontsize=8, loc="upper left", frameon=False)
    return figure
