"""V* and the greedy policy on a grid, for three discounts."""

import numpy as np
from matplotlib.figure import Figure
from snippets.reinforcement_learning.grid_world import grid_world
from snippets.reinforcement_learning.mdp_exact_solver import (
    action_values,
    optimal_values,
)

ROWS, COLUMNS = 5, 9
GOALS = {(0, 2): 1.0, (4, 8): 10.0}
GAMMAS = (0.5, 0.8, 0.95)
ARROWS = "↑→↓←"  # in the order of MOVES


def solved(gamma):
    """Return V* (rows, columns) and the greedy actions of the same shape."""
    transitions, rewards = grid_world(ROWS, COLUMNS, GOALS)
    values = optimal_values(transitions, rewards, gamma)
    actions = action_values(transitions, rewards, values, gamma).argmax(axis=1)
    return values.reshape(ROWS, COLUMNS), actions.reshape(ROWS, COLUMNS)


def draw() -> Figure:
    """Return a map for each discount, one above the other."""
    figure = Figure(figsize=(7, 6.2), layout="constrained")
    for axes, gamma in zip(figure.subplots(3, 1), GAMMAS, strict=True):
        values, actions = solved(gamma)
        shown = np.log10(np.maximum(values, 0.04))
        axes.imshow(shown, cmap="Blues", alpha=0.35, aspect="auto", vmin=-1.4, vmax=1.6)
        for place, value in np.ndenumerate(values):
            is_goal = place in GOALS
            text = f"goal {GOALS[place]:g}" if is_goal else f"{value:.2g} "
            text += "" if is_goal else ARROWS[actions[place]]
            weight = "bold" if is_goal else "normal"
            row, column = place
            axes.text(
                column, row, text, ha="center", va="center", fontsize=9, weight=weight
            )
        axes.set(xticks=[], yticks=[], title=f"discount {gamma}")
        axes.grid(visible=False)
    return figure
