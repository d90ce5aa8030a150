"""PPO's clipped objective against the ratio, and SAC's softmax of Q."""

import numpy as np
from matplotlib.figure import Figure
from snippets.reinforcement_learning.ppo_clip_grad import ppo_clip
from snippets.reinforcement_learning.soft_value_iteration import (
    soft_policy,
    soft_value,
)

Q = np.array([0.0, 1.0, 2.0, 2.5])
ALPHAS = [0.2, 1.0, 5.0]


def terms(ratios, advantage):
    """Return each ratio's objective and its slope, the derivative in the ratio."""
    found = [ppo_clip([np.log(r)], [0.0], [advantage])[:2] for r in ratios]
    slopes = np.array([-g[0] for _, g in found]) / ratios  # d ratio = ratio d logp
    return np.array([-loss for loss, _ in found]), slopes


def draw() -> Figure:
    """Return the objective with its dead zones beside the policies of Q."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    ratios = np.linspace(0.5, 1.5, 101)
    for advantage, color, dead in ((1.0, "C0", (1.2, 1.5)), (-1.0, "C1", (0.5, 0.8))):
        objective, slope = terms(ratios, advantage)
        name = f"A = {advantage:+.0f}"
        left.plot(ratios, objective, color=color, label=f"{name}: objective")
        left.plot(ratios, slope, "--", color=color, label=f"{name}: slope")
        left.axvspan(*dead, color=color, alpha=0.15, linewidth=0)
    left.set(xlabel="ratio new / old", title="PPO-clip, ε = 0.2", ylim=(-1.6, 2.9))
    left.legend(fontsize=8, loc="upper left", frameon=False, ncols=2)
    for number, alpha in enumerate(ALPHAS):
        place = np.arange(len(Q)) + 0.27 * (number - 1)
        label = f"α = {alpha:g}: V = {soft_value(Q, alpha):.2f}"
        right.bar(
            place, soft_policy(Q, alpha), 0.27, color=f"C{number + 2}", label=label
        )
    right.set_xticks(range(len(Q)), [f"Q = {value:g}" for value in Q])
    right.set(ylabel="probability", title="softmax(Q / α)", ylim=(0, 1.25))
    right.legend(fontsize=8, loc="upper left", frameon=False)
    return figure
