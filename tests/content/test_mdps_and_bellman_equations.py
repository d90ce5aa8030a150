"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from snippets.reinforcement_learning.figures.discount_horizon import (
    ARROWS,
    COLUMNS,
    GAMMAS,
    GOALS,
    ROWS,
    solved,
)
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
    says("at 0.95 every cell leads to the large goal")


def _end(actions, place):
    steps = {"↑": (-1, 0), "→": (0, 1), "↓": (1, 0), "←": (0, -1)}
    for _ in range(ROWS * COLUMNS):
        if place in GOALS:
            return GOALS[place]
        step = steps[ARROWS[actions[place]]]
        place = place[0] + step[0], place[1] + step[1]
    raise AssertionError(f"no goal from {place}")


def test_where_the_arrows_lead(says):
    small = {}
    for gamma in GAMMAS:
        actions = solved(gamma)[1]
        small[gamma] = {
            place
            for place in np.ndindex(ROWS, COLUMNS)
            if place not in GOALS and _end(actions, place) == 1
        }
    assert small[0.8] == {(0, 0), (0, 1)} and not small[0.95]
    assert small[0.5] > small[0.8]
    assert (3, 2) in small[0.5] and (4, 2) not in small[0.5]
    says("at 0.8 only the two cells to its left do")


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
    shares = f"{0.99**500:.1%}", f"{0.99**100:.0%}", f"{0.99:.0%}"
    first, middle, last = (share.replace("%", " %") for share in shares)
    says(f"that is {first} at the first of 500 steps")
    says(f"but {middle} with 100 steps left and {last} at the last")


def test_aliased_corridor(says):
    value = 1 / (2 - 0.99)
    says(rf"$V = 1/(2 - \gamma)$: {value:.2f} for $\gamma = 0.99$, against 0.5")
    says(rf"$(1+\gamma)/2 = {(1 + 0.99) / 2:.3f}$")
    chances = np.linspace(0, 1, 201)
    left, right = (p / (1 - 0.99 * (1 - p)) for p in (chances, 1 - chances))
    average = (left + right) / 2
    assert chances[average.argmax()] == 0.5
    assert average.max() == pytest.approx(value)
    assert average[0] == average[-1] == 0.5


def test_wandering_after_adding_two():
    # a step pays 1, the goal 2 and ends: 20 steps away with gamma 0.99
    to_goal = sum(0.99**k for k in range(19)) + 2 * 0.99**19
    assert to_goal < 1 / (1 - 0.99)
    # before: -1 a step; after adding 1 a step pays 0 and the goal 1: going is better
    assert -sum(0.99**k for k in range(19)) > -1 / (1 - 0.99)
    assert 0.99**19 > 0
