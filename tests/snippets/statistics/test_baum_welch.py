from itertools import pairwise, product

import numpy as np
import pytest
from scipy.special import softmax

from snippets.statistics.baum_welch import baum_welch, expectations, update

K, M = 2, 3


def start(states=K, seed=0):
    rng = np.random.default_rng(seed)
    pi, A = rng.random(states), rng.random((states, states))
    B = rng.random((states, M))
    return [table / table.sum(axis=-1, keepdims=True) for table in (pi, A, B)]


def sample(length, seed=1):
    rng = np.random.default_rng(seed)
    A = np.array([[0.9, 0.1], [0.2, 0.8]])
    B = np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])
    state, obs = 0, []
    for _ in range(length):
        obs.append(rng.choice(M, p=B[state]))
        state = rng.choice(K, p=A[state])
    return np.array(obs)


def enumerate_counts(pi, A, B, obs):
    """Return the evidence and the expected counts over all paths."""
    states, evidence = len(pi), 0.0
    first, moves = np.zeros(states), np.zeros((states, states))
    emitted = np.zeros((states, M))
    for path in product(range(states), repeat=len(obs)):
        p = pi[path[0]] * np.prod(B[list(path), obs])
        p *= np.prod([A[i, j] for i, j in pairwise(path)])
        evidence += p
        first[path[0]] += p
        for i, j in pairwise(path):
            moves[i, j] += p
        for i, symbol in zip(path, obs, strict=True):
            emitted[i, symbol] += p
    return evidence, first / evidence, moves / evidence, emitted / evidence


def test_one_update_agrees_with_enumeration():
    tables, obs = start(3), sample(7)
    evidence, first, moves, emitted = enumerate_counts(*tables, obs)
    gamma, transitions, log_likelihood = expectations(*tables, obs)
    assert log_likelihood == pytest.approx(np.log(evidence))
    np.testing.assert_allclose(transitions, moves)
    np.testing.assert_allclose(transitions.sum(axis=1), gamma[:-1].sum(axis=0))
    assert baum_welch(*tables, obs, 1)[3] == pytest.approx([np.log(evidence)])
    pi, A, B, _ = update(*tables, obs)
    np.testing.assert_allclose(pi, first)
    np.testing.assert_allclose(A, moves / moves.sum(axis=1, keepdims=True))
    np.testing.assert_allclose(B, emitted / emitted.sum(axis=1, keepdims=True))


def test_likelihood_never_decreases():
    for seed in range(3):
        trace = baum_welch(*start(seed=seed), sample(211), 40)[3]
        assert np.all(np.diff(trace) > -1e-9)
        assert trace[-1] - trace[0] > 1


def test_gradient_is_near_zero_at_convergence():
    obs = sample(101)
    pi, A, B, _ = baum_welch(*start(), obs, 200)
    # pi has run to a corner, where its softmax parameters are infinite: hold it fixed
    logits = np.concatenate([np.log(A).ravel(), np.log(B).ravel()])

    def log_likelihood(flat):
        A, B = flat[: K * K].reshape(K, K), flat[K * K :].reshape(K, M)
        return expectations(pi, softmax(A, axis=1), softmax(B, axis=1), obs)[2]

    for index in range(len(logits)):
        shift = np.zeros(len(logits))
        shift[index] = 1e-4
        slope = log_likelihood(logits + shift) - log_likelihood(logits - shift)
        assert abs(slope / 2e-4) < 1e-3


def test_zero_transitions_stay_zero():
    pi, _, B = start(3)
    A = np.array([[0.5, 0.5, 0], [0, 0.5, 0.5], [0, 0, 1]])
    learned = baum_welch(pi, A, B, sample(53), 10)[1]
    np.testing.assert_array_equal(learned[A == 0], 0)


def test_a_state_never_visited_keeps_its_rows():
    pi, A = np.array([1.0, 0]), np.eye(2)
    B = start()[2]
    _, new_A, new_B, _ = update(pi, A, B, sample(31))
    np.testing.assert_array_equal(new_A, A)
    np.testing.assert_array_equal(new_B[1], B[1])


def test_a_state_below_the_smallest_double_is_dropped_without_nan():
    B, obs = np.array([[0.9, 0.1], [0.1, 0.9]]), np.repeat([0, 1], [400, 800])
    gamma, transitions, log_likelihood = expectations([0.5, 0.5], np.eye(2), B, obs)
    np.testing.assert_allclose(gamma, np.tile([1.0, 0.0], (1200, 1)))
    np.testing.assert_allclose(transitions, [[1199, 0], [0, 0]])
    survivor = np.log(0.5) + 400 * np.log(0.9) + 800 * np.log(0.1)
    assert log_likelihood == pytest.approx(survivor)


def test_rejects_rows_that_do_not_sum_to_one_and_impossible_data():
    pi, A, B = start()
    with pytest.raises(ValueError, match="expected rows of A to sum to 1"):
        baum_welch(pi, A * 2, B, [0, 1])
    with pytest.raises(ValueError, match="expected rows of pi to sum to 1"):
        baum_welch([1.5, -0.5], A, B, [0, 1])
    B = np.array([[1.0, 0, 0], [1.0, 0, 0]])
    with pytest.raises(ValueError, match="got p = 0 at t = 1"):
        baum_welch(pi, A, B, [0, 1])
