import numpy as np
import pytest
from scipy.optimize import linprog
from snippets.reinforcement_learning.mdp_exact_solver import (
    action_values,
    evaluate,
    occupancy,
    optimal_values,
)

STATES, ACTIONS, GAMMA = 7, 3, 0.9


@pytest.fixture
def mdp():
    rng = np.random.default_rng(0)
    transitions = rng.dirichlet(np.ones(STATES), size=(STATES, ACTIONS))
    policy = rng.dirichlet(np.ones(ACTIONS), size=STATES)
    return transitions, rng.normal(size=(STATES, ACTIONS)), policy


def test_the_solve_agrees_with_sweeps_of_the_backup(mdp):
    transitions, rewards, policy = mdp
    values = np.zeros(STATES)
    for _ in range(1000):
        q = rewards + GAMMA * np.einsum("sat,t->sa", transitions, values)
        values = (policy * q).sum(axis=1)
    found = evaluate(transitions, rewards, policy, GAMMA)
    np.testing.assert_allclose(found, values, atol=1e-10)


def test_optimal_values_agree_with_the_linear_program(mdp):
    transitions, rewards, _ = mdp
    above = GAMMA * transitions.reshape(-1, STATES)
    above -= np.repeat(np.eye(STATES), ACTIONS, axis=0)
    program = linprog(
        np.ones(STATES), A_ub=above, b_ub=-rewards.ravel(), bounds=(None, None)
    )
    found = optimal_values(transitions, rewards, GAMMA)
    np.testing.assert_allclose(found, program.x, atol=1e-6)


def test_no_policy_beats_the_optimum_and_the_greedy_one_reaches_it(mdp):
    transitions, rewards, policy = mdp
    best = optimal_values(transitions, rewards, GAMMA)
    assert (evaluate(transitions, rewards, policy, GAMMA) <= best + 1e-9).all()
    q = action_values(transitions, rewards, best, GAMMA)
    greedy = np.eye(ACTIONS)[q.argmax(axis=1)]
    np.testing.assert_allclose(evaluate(transitions, rewards, greedy, GAMMA), best)


def test_advantages_average_to_zero(mdp):
    transitions, rewards, policy = mdp
    values = evaluate(transitions, rewards, policy, GAMMA)
    q = action_values(transitions, rewards, values, GAMMA)
    np.testing.assert_allclose(
        (policy * (q - values[:, None])).sum(axis=1), 0, atol=1e-9
    )


def test_the_objective_is_linear_in_the_occupancy(mdp):
    transitions, rewards, policy = mdp
    start = np.random.default_rng(1).dirichlet(np.ones(STATES))
    d = occupancy(transitions, policy, start, GAMMA)
    assert d.sum() == pytest.approx(1) and d.min() > 0
    objective = (d * rewards).sum() / (1 - GAMMA)
    assert objective == pytest.approx(
        start @ evaluate(transitions, rewards, policy, GAMMA)
    )
    inflow = np.einsum("sa,sat->t", d, transitions)
    np.testing.assert_allclose(d.sum(axis=1), (1 - GAMMA) * start + GAMMA * inflow)


def test_adding_a_constant_shifts_every_value(mdp):
    transitions, rewards, policy = mdp
    shifted = evaluate(transitions, rewards + 3, policy, GAMMA)
    plain = evaluate(transitions, rewards, policy, GAMMA)
    np.testing.assert_allclose(shifted - plain, 3 / (1 - GAMMA))


def test_the_inverse_per_action_is_not_the_value_of_the_policy(mdp):
    # the page's mistake: three axes fail as (S, A, S), run silently as (A, S, S)
    transitions, rewards, _ = mdp
    with pytest.raises(ValueError, match="broadcast"):
        np.eye(STATES) - GAMMA * transitions
    stacked = transitions.transpose(1, 0, 2)
    inverses = np.linalg.inv(np.eye(STATES) - GAMMA * stacked)
    for action in range(ACTIONS):
        always = np.eye(ACTIONS)[np.full(STATES, action)]
        np.testing.assert_allclose(
            inverses[action] @ rewards[:, action],
            evaluate(transitions, rewards, always, GAMMA),
        )


def test_rewards_of_the_next_state_matter_only_by_their_mean(mdp):
    transitions, _, policy = mdp
    paid = np.random.default_rng(2).normal(size=transitions.shape)
    found = evaluate(transitions, (transitions * paid).sum(axis=2), policy, GAMMA)
    weights = policy[:, :, None] * transitions
    backup = (weights * (paid + GAMMA * found)).sum(axis=(1, 2))
    np.testing.assert_allclose(found, backup, atol=1e-10)


def test_bad_input_is_told(mdp):
    transitions, rewards, policy = mdp
    with pytest.raises(ValueError, match="policy that sums to one"):
        evaluate(transitions, rewards, 2 * policy, 0.9)
    with pytest.raises(ValueError, match=r"gamma in \[0, 1\), got 1"):
        evaluate(transitions, rewards, policy, 1)
    with pytest.raises(ValueError, match="sum to one"):
        evaluate(2 * transitions, rewards, policy, 0.9)
    with pytest.raises(ValueError, match=r"expected \(7, 2, 7\), got \(7, 3, 7\)"):
        optimal_values(transitions, rewards[:, :2], 0.9)
