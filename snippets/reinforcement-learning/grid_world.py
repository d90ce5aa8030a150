"""A walk on a grid between a small goal nearby and a large one far away.

Source: the example of the article. Entering a goal pays and ends: the goal's state
leads to itself and pays nothing more. A move succeeds with probability 1 - slip, else
it goes to one of the two sides; walls keep the walker in place.
"""

import numpy as np

MOVES = {"up": (-1, 0), "right": (0, 1), "down": (1, 0), "left": (0, -1)}


# --8<-- [start:grid]
def grid_world(rows, columns, goals, slip=0.1, step_reward=0.0):
    """Return transitions (S, A, S) and rewards (S, A); state = row * columns + column.

    goals: {(row, column): reward on entering}. Actions in the order of MOVES.
    """
    if not 0 <= slip < 1 or not goals:
        raise ValueError(f"expected goals and slip in [0, 1), got {goals}, {slip}")
    states, moves = rows * columns, list(MOVES.values())
    transitions = np.zeros((states, len(moves), states))
    rewards = np.zeros((states, len(moves)))
    for state in range(states):
        place = divmod(state, columns)
        for action in range(len(moves)):
            if place in goals:
                transitions[state, action, state] = 1
                continue
            for turn, chance in ((0, 1 - slip), (-1, slip / 2), (1, slip / 2)):
                move = moves[(action + turn) % 4]
                row = min(max(place[0] + move[0], 0), rows - 1)
                column = min(max(place[1] + move[1], 0), columns - 1)
                transitions[state, action, row * columns + column] += chance
                paid = step_reward + goals.get((row, column), 0)
                rewards[state, action] += chance * paid
    return transitions, rewards


# --8<-- [end:grid]
