import numpy as np
import pytest
from scipy.special import logsumexp, softmax
from snippets.reinforcement_learning.mdp_exact_solver import evaluate, optimal_values
from snippets.reinforcement_learning.soft_value_iteration import (
    soft_policy,
    soft_value,
    soft_value_iteration,
)

STATES, ACTIONS, GAMMA = 7, 3, 0.9


@pytest.fixture
def mdp():
    rng = np.random.default_rng(0)
    transitions = rng.dirichlet(np.ones(STATES), size=(STATES, ACTIONS))
    return transitions, rng.normal(size=(STATES, ACTIONS))


def test_value_and_policy_agree_with_scipy(mdp):
    q = mdp[1]
    np.testing.assert_allclose(
        soft_value(q, 0.7), 0.7 * logsumexp(q / 0.7, axis=1), rtol=1e-12
    )
    np.testing.assert_allclose(soft_policy(q, 0.7), softmax(q / 0.7, axis=1))


def test_it_tends_to_hard_value_iteration_as_alpha_goes_to_zero(mdp):
    hard = optimal_values(*mdp, GAMMA)
    gaps = []
    for alpha in (0.1, 0.01, 0.001):
        gap = soft_value(soft_value_iteration(*mdp, GAMMA, alpha), alpha) - hard
        # more by no more than the entropy that can be collected
        limit = alpha * np.log(ACTIONS) / (1 - GAMMA)
        assert (gap >= -1e-9).all() and (gap <= limit).all()
        gaps.append(gap.max())
    assert gaps[2] < 0.01 * gaps[0]


def test_the_softmax_policy_collects_the_soft_value(mdp):
    transitions, rewards = mdp
    q = soft_value_iteration(*mdp, GAMMA, 0.5)
    policy = soft_policy(q, 0.5)
    bonus = -0.5 * (policy * np.log(policy)).sum(axis=1)  # alpha H in each state
    values = evaluate(transitions, rewards + bonus[:, None], policy, GAMMA)
    np.testing.assert_allclose(values, soft_value(q, 0.5), atol=1e-9)


def test_no_other_policy_collects_more(mdp):
    transitions, rewards = mdp
    best = soft_value(soft_value_iteration(*mdp, GAMMA, 0.5), 0.5)
    for seed in range(20):
        policy = np.random.default_rng(seed).dirichlet(np.ones(ACTIONS), size=STATES)
        bonus = -0.5 * (policy * np.log(policy)).sum(axis=1)
        values = evaluate(transitions, rewards + bonus[:, None], policy, GAMMA)
        assert (values <= best + 1e-9).all()


def test_large_values_stay_finite():
    q = np.array([[1e5, 1e5 - 1, -1e5]])
    assert soft_value(q, 0.01)[0] == pytest.approx(1e5)
    np.testing.assert_allclose(soft_policy(q, 0.01).sum(), 1)


def test_bad_input_is_told(mdp):
    with pytest.raises(ValueError, match="alpha > 0"):
        soft_value_iteration(*mdp, GAMMA, 0)
    with pytest.raises(ValueError, match="gamma in"):
        soft_value_iteration(*mdp, 1.0, 1)
    with pytest.raises(ValueError, match=r"expected \(7, 2, 7\)"):
        soft_value_iteration(mdp[0], mdp[1][:, :2], GAMMA, 1)
