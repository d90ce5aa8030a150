"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from snippets.reinforcement_learning.figures.discount_horizon import GAMMAS, solved
from snippets.reinforcement_learning.mdp_exact_solver import evaluate
from snippets.reinforcement_learning.truncation_bias import merged_value

PAGE = "reinforcement-learning/mdps-and-bellman-equations"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_ten_steps_at_one_half(says):
    says(f"10 · 0.5⁹ = {10 * 0.5**9:.2f}")


def test_horizons(says):
    spans = [f"{1 / (1 - gamma):.0f}" for gamma in GAMMAS]
    says("is {}, {} and {} steps".format(*spans))


def test_the_figure_shows_different_goals(says):
    left = {gamma: solved(gamma)[0][0, 1] for gamma in GAMMAS}
    assert left[0.5] < 1 and left[0.8] < 1 < left[0.95]  # who wants the small goal
    says("at 0.95 every field leads to the large goal")


def test_value_of_a(says):
    transitions = np.array([[[0.9, 0.1]], [[0.0, 1.0]]])
    value = evaluate(transitions, np.array([[1.0], [0.0]]), np.ones((2, 1)), 0.9)[0]
    says(f"$V = 1/0.19 = {value:.3f}$")
    says(f"which is {value:.2f}. Survival")
    says(f"it would be $0.9/0.19 = {0.9 * value:.2f}$")
    square = (1 + 2 * 0.81 * value) / (1 - 0.9 * 0.81)
    says(
        f"= {square:.1f}$, minus $V^2 = {value**2:.1f}$: variance {square - value**2:.1f}"
    )
    rng = np.random.default_rng(0)
    lengths = rng.geometric(0.1, size=400_009)
    totals = (1 - 0.9**lengths) / 0.1
    assert totals.mean() == pytest.approx(value, rel=0.01)
    assert totals.var() == pytest.approx(square - value**2, rel=0.02)


def test_truncation(says):
    says(f"= {merged_value(1, 0.99, 500):.1f} .$$")
    says(f"With a limit of 100 steps it would be {merged_value(1, 0.99, 100):.1f}")
    says(f"has its fixed point at {merged_value(1, 0.99, 500):.1f}")
    says(f"for 0.99 that is {0.99**500:.1%}".replace("%", " %"))


def test_aliased_corridor(says):
    value = 1 / (2 - 0.99)
    says(rf"$V = 1/(2 - \gamma)$: {value:.2f} for $\gamma = 0.99$, against 0.5")


def test_wandering_after_adding_two():
    # a step pays 1, the goal 2 and ends: 20 steps away with gamma 0.99
    to_goal = sum(0.99**k for k in range(19)) + 2 * 0.99**19
    assert to_goal < 1 / (1 - 0.99)
    # after adding 1 a step pays 0 and the goal 1
    assert 0.99**19 > 0
