"""Forward-backward for CTC: which symbol each frame carries, averaged over alignments.

Source: Graves, Fernández, Gomez and Schmidhuber (2006), equations 14-16. With p the
softmax of logits z, the gradient of the CTC loss is dL/dz = p - occupancy.
Shapes: T frames, K symbols, U labels, S = 2U + 1 states.
Cost: O(T · S²) time here, as the transitions are a dense matrix; O(T · U) is possible.
Probabilities are rescaled per frame, so that long inputs do not underflow.
"""

import numpy as np


def transitions(target, blank=0):
    """Return states (S,) and allowed moves (S, S): stay, next, or skip a blank."""
    states = np.full(2 * len(target) + 1, blank)
    states[1::2] = target
    moves = np.eye(len(states)) + np.eye(len(states), k=1)
    for s in range(3, len(states), 2):
        moves[s - 2, s] = states[s] != states[s - 2]
    return states, moves


def state_occupancy(probs, target, blank=0):
    """Return P(state at frame t | target) of shape (T, S); each row sums to one."""
    states, moves = transitions(target, blank)
    emitted = probs[:, states]  # (T, S)
    start, end = np.zeros((2, len(states)))
    start[:2], end[-2:] = 1, 1  # the outer blanks are optional
    ahead, back = [], [end]
    for emission in emitted:
        reached = emission * (start if not ahead else ahead[-1] @ moves)
        ahead.append(reached / max(reached.sum(), np.finfo(float).tiny))
    for emission in emitted[:0:-1]:
        left = moves @ (emission * back[-1])
        back.append(left / max(left.sum(), np.finfo(float).tiny))
    joint = np.array(ahead) * np.array(back[::-1])
    total = joint.sum(axis=1, keepdims=True)
    if not total.all():
        raise ValueError(f"expected a target that fits {len(probs)} frames, {target=}")
    return joint / total


def symbol_occupancy(probs, target, blank=0):
    """Return P(symbol at frame t | target) of shape (T, K)."""
    per_state = state_occupancy(probs, target, blank)
    states, _ = transitions(target, blank)
    return per_state @ np.eye(probs.shape[1])[states]
