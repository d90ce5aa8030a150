r"""The most probable path of a hidden Markov model

A hidden Markov model has $K$ states and $M$ symbols. You get natural logarithms:
`log_pi` of the first state, shape $(K,)$; `log_A[i, j]` of the move from $i$ to $j$,
shape $(K, K)$; `log_B[j, x]` of state $j$ emitting $x$, shape $(K, M)$. Entries may be
$-\infty$: the event is impossible.

Write `viterbi(log_pi, log_A, log_B, obs)`. It returns the most probable state path as a
list of `int` and its log-probability, joint with the observations, as a `float`. Break
ties toward the smaller state index, both at the final state and at every back-pointer.
If every path is impossible, the value is $-\infty$ and the path, still one state for each
observation, follows from the same rule. Sequences have tens of thousands of steps. An
empty `obs` raises a `ValueError`.

Example: $\pi = (0.4, 0.35, 0.25)$; state 0 stays at 0, states 1 and 2 move to 2. There is
one symbol. For two observations the best path is `[0, 0]` with log-probability
$\log 0.4$, although state 2 is the most probable second state.
"""

import math
from itertools import pairwise, product

import numpy as np
import pytest

LEVEL = "mid"
MINUTES = 20
TOPICS = ["hidden-markov-models", "dynamic-programming", "numerical-stability"]
ARTICLE = "statistics/latent-variables-em-hmm"
HINTS = [
    "Let `best[j]` be the log-probability of the best path that ends in state $j$ now. "
    "Everything you need for the next step is in `best`.",
    "A path that ends in $j$ came from some $i$: maximize `best[i] + log_A[i, j]` over "
    "$i$, then add the emission. Remember the maximizing $i$ for every $t$ and $j$.",
    "`argmax` returns the first maximum, which is the tie rule. Read the path backward "
    "from the best final state, and copy no partial paths on the way.",
]
COMPLEXITY = (
    "$O(T K^2)$ time; $O(T K)$ memory for back-pointers, and $O(K)$ for the scores. "
    "Sums of logarithms do not underflow, and $-\\infty$ stays $-\\infty$ under addition."
)
VARIATIONS = [
    (
        "The states arrive in a stream and you must answer while it runs. How?",
        "Follow the back-pointers of all $K$ survivors. Once they meet in one state, the "
        "path before it can no longer change and may be output. A fixed lag of some "
        "dozen steps is the usual approximation.",
    ),
    (
        "The memory for back-pointers does not fit.",
        r"Keep scores at $\sqrt T$ checkpoints and recompute one stretch at a time: twice "
        r"the work, $O(K \sqrt T)$ memory.",
    ),
    (
        "Return the probability of the observations instead.",
        "Replace the maximum by log-sum-exp; this is the forward algorithm. No "
        "back-pointers are needed.",
    ),
    (
        "Most transitions are impossible.",
        "Store for each state its few predecessors: $O(T E)$ for $E$ possible moves.",
    ),
]


# --8<-- [start:solution]
def viterbi(
    log_pi: np.ndarray, log_A: np.ndarray, log_B: np.ndarray, obs: list[int]
) -> tuple[list[int], float]:
    """Return the most probable path and its log-probability with the observations.

    >>> path, value = viterbi(np.log([0.9, 0.1]), np.log(np.full((2, 2), 0.5)),
    ...                       np.log([[0.5, 0.5], [0.1, 0.9]]), [0, 1])
    >>> path, round(value, 4)
    ([0, 1], -1.597)
    """
    if len(obs) == 0:
        raise ValueError("expected at least one observation, got none")
    best = log_pi + log_B[:, obs[0]]
    pointers = []
    for symbol in obs[1:]:
        scores = best[:, None] + log_A  # from i to j
        pointers.append(scores.argmax(axis=0))
        best = scores.max(axis=0) + log_B[:, symbol]
    state = int(best.argmax())
    path = [state]
    for pointer in reversed(pointers):
        state = int(pointer[state])
        path.append(state)
    return path[::-1], float(best.max())


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_the_example():
    with np.errstate(divide="ignore"):
        log_A = np.log([[1.0, 0, 0], [0, 0, 1], [0, 0, 1]])
    path, value = viterbi(np.log([0.4, 0.35, 0.25]), log_A, np.zeros((3, 1)), [0, 0])
    assert path == [0, 0]
    assert value == pytest.approx(math.log(0.4))


def test_sticky_states_ignore_one_odd_symbol():
    log_pi, log_A = np.log([0.5, 0.5]), np.log([[0.95, 0.05], [0.05, 0.95]])
    log_B = np.log([[0.8, 0.2], [0.2, 0.8]])
    path, value = viterbi(log_pi, log_A, log_B, [0, 0, 1, 0, 0])
    assert path == [0] * 5
    assert value == pytest.approx(math.log(0.5 * 0.95**4 * 0.8**4 * 0.2))


def test_one_observation():
    path, value = viterbi(
        np.log([0.6, 0.4]), np.log(np.full((2, 2), 0.5)), np.log([[0.1], [0.9]]), [0]
    )
    assert path == [1]
    assert value == pytest.approx(math.log(0.36))


# --8<-- [end:checks]


# --8<-- [start:hidden]
def test_enumeration():
    for seed in range(6):
        rng = np.random.default_rng(seed)
        log_pi, log_A = np.log(rng.random(3)), np.log(rng.random((3, 3)))
        log_B, obs = np.log(rng.random((3, 5))), rng.integers(5, size=seed + 1).tolist()
        if seed > 2:
            log_A[0, 1] = log_A[2, 2] = log_B[1, 3] = log_pi[0] = -np.inf
        values = {}
        for states in product(range(3), repeat=len(obs)):
            total = log_pi[states[0]]
            total += sum(log_B[s, x] for s, x in zip(states, obs, strict=True))
            values[states] = total + sum(log_A[i, j] for i, j in pairwise(states))
        path, value = viterbi(log_pi, log_A, log_B, obs)
        assert value == pytest.approx(max(values.values()))
        assert tuple(path) == max(values, key=values.get)


def test_impossible_transitions_are_never_used():
    with np.errstate(divide="ignore"):
        log_A = np.log([[0.0, 1, 0], [0, 0, 1], [1, 0, 0]])
    log_B = np.log([[0.9, 0.1], [0.5, 0.5], [0.5, 0.5]])
    path, value = viterbi(np.log([1 / 3] * 3), log_A, log_B, [0] * 4)
    assert path == [0, 1, 2, 0]
    assert value == pytest.approx(math.log(0.81 * 0.25 / 3))


def test_an_impossible_sequence_has_log_probability_minus_infinity():
    log_B = np.array([[0.0, -np.inf], [0.0, -np.inf]])
    log_A = np.log(np.full((2, 2), 0.5))
    path, value = viterbi(np.log([0.5, 0.5]), log_A, log_B, [0, 1, 0])
    assert value == -math.inf
    assert len(path) == 3


def test_ties_go_to_the_smaller_state():
    flat = np.zeros((3, 3))
    path, value = viterbi(np.zeros(3), flat, np.zeros((3, 2)), [1, 0, 1, 0])
    assert path == [0, 0, 0, 0]
    assert value == 0
    log_B = np.array([[-9.0, 0.0], [0.0, -9.0], [0.0, -9.0]])
    assert viterbi(np.zeros(3), flat, log_B, [0, 1, 0, 0])[0] == [1, 0, 1, 1]


def test_moves_go_from_rows_to_columns():
    log_A = np.log([[0.1, 0.9], [0.6, 0.4]])
    path, value = viterbi(np.log([0.9, 0.1]), log_A, np.zeros((2, 1)), [0, 0])
    assert path == [0, 1]
    assert value == pytest.approx(math.log(0.81))


def test_fifty_thousand_steps_in_time():
    import time

    rng = np.random.default_rng(0)
    obs = rng.integers(2, size=50_000).tolist()
    log_A = np.log([[0.9, 0.1], [0.2, 0.8]])
    log_B = np.log([[0.7, 0.3], [0.4, 0.6]])
    start = time.perf_counter()
    path, value = viterbi(np.log([0.5, 0.5]), log_A, log_B, obs)
    assert time.perf_counter() - start < 10
    assert len(path) == 50_000
    steps = log_A[path[:-1], path[1:]].sum() + log_B[path, obs].sum()
    assert value == pytest.approx(math.log(0.5) + steps)


def test_plain_python_types():
    path, value = viterbi(np.zeros(2), np.zeros((2, 2)), np.zeros((2, 1)), [0, 0])
    assert all(type(state) is int for state in path) and isinstance(value, float)


def test_rejects_no_observations():
    with pytest.raises(ValueError):
        viterbi(np.zeros(2), np.zeros((2, 2)), np.zeros((2, 1)), [])


# --8<-- [end:hidden]
