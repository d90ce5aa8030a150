from itertools import product

import numpy as np
import pytest

from snippets.statistics.hmm_forward_viterbi import (
    backward,
    forward,
    posteriors,
    viterbi,
)

K, M, T = 3, 5, 7


def model(seed=0, zeros=False):
    rng = np.random.default_rng(seed)
    pi, A, B = rng.random(K), rng.random((K, K)), rng.random((K, M))
    if zeros:
        A[0, 1] = A[2, 0] = B[1, 3] = pi[2] = 0
    tables = [table / table.sum(axis=-1, keepdims=True) for table in (pi, A, B)]
    with np.errstate(divide="ignore"):
        return [np.log(table) for table in tables], rng.integers(M, size=T)


def enumerate_paths(tables, obs):
    """Return all K^T paths with their joint probabilities."""
    pi, A, B = (np.exp(table) for table in tables)
    paths = np.array(list(product(range(K), repeat=len(obs))))
    joint = pi[paths[:, 0]] * B[paths, obs].prod(axis=1)
    return paths, joint * A[paths[:, :-1], paths[:, 1:]].prod(axis=1)


@pytest.mark.parametrize("zeros", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_all_answers_agree_with_enumeration(seed, zeros):
    tables, obs = model(seed, zeros)
    paths, joint = enumerate_paths(tables, obs)
    _, log_evidence = forward(*tables, obs)
    assert np.exp(log_evidence) == pytest.approx(joint.sum())
    best, log_best = viterbi(*tables, obs)
    np.testing.assert_array_equal(best, paths[joint.argmax()])
    assert np.exp(log_best) == pytest.approx(joint.max())
    gamma = posteriors(*tables, obs)
    for state in range(K):
        share = joint @ (paths == state) / joint.sum()
        np.testing.assert_allclose(gamma[:, state], share, atol=1e-12)


def test_alpha_beta_sum_to_the_evidence_at_every_step():
    tables, obs = model(11)
    log_alpha, log_evidence = forward(*tables, obs)
    log_beta = backward(*tables[1:], obs)
    sums = np.logaddexp.reduce(log_alpha + log_beta, axis=1)
    np.testing.assert_allclose(sums, log_evidence)


def test_a_hundred_thousand_steps_stay_finite():
    tables, _ = model(3)
    obs = np.random.default_rng(3).integers(M, size=100_003)
    log_alpha, log_evidence = forward(*tables, obs)
    assert np.isfinite(log_alpha).all()
    path, log_best = viterbi(*tables, obs)
    assert -1e6 < log_best < log_evidence < -1e5
    assert path.shape == obs.shape


def test_posteriors_sum_to_one_at_every_step():
    tables, _ = model(3)
    obs = np.random.default_rng(3).integers(M, size=4_001)
    np.testing.assert_allclose(posteriors(*tables, obs).sum(axis=1), 1)


def test_one_observation_is_bayes_rule():
    tables, _ = model(5)
    joint = np.exp(tables[0] + tables[2][:, 2])
    np.testing.assert_allclose(posteriors(*tables, [2])[0], joint / joint.sum())
    assert viterbi(*tables, [2])[0] == [joint.argmax()]


def test_ties_go_to_the_smaller_state():
    tables = np.zeros(K), np.zeros((K, K)), np.array([[-9.0, 0], [0, -9], [0, -9]])
    np.testing.assert_array_equal(viterbi(*tables, [0, 1, 0, 0])[0], [1, 0, 1, 1])


def test_impossible_observations_have_log_probability_minus_infinity():
    log_pi, log_A, log_B = model(5)[0]
    log_B[:, 4] = -np.inf
    assert forward(log_pi, log_A, log_B, [0, 4, 1])[1] == -np.inf
    with pytest.raises(ValueError, match="positive probability, got 0"):
        posteriors(log_pi, log_A, log_B, [0, 4, 1])


def test_rejects_unknown_symbols():
    tables, _ = model()
    for obs in ([0, M], [-1], []):
        with pytest.raises(ValueError, match=r"expected symbols in 0\.\.4"):
            forward(*tables, obs)
