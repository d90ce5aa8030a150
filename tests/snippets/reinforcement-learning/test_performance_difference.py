import numpy as np
import pytest
from snippets.reinforcement_learning.performance_difference import (
    gains,
    kl,
    penalty,
    solve,
)

STATES, ACTIONS = 7, 3


def _random(seed):
    rng = np.random.default_rng(seed)
    transitions = rng.dirichlet(np.ones(STATES), size=(STATES, ACTIONS))
    rewards = rng.normal(size=(STATES, ACTIONS))
    start = rng.dirichlet(np.ones(STATES))
    old, new = rng.dirichlet(np.ones(ACTIONS), size=(2, STATES))
    return (transitions, rewards, start), old, new


@pytest.mark.parametrize("gamma", [0.0, 0.7, 0.95])
@pytest.mark.parametrize("seed", range(5))
def test_the_lemma_holds_exactly(gamma, seed):
    mdp, old, new = _random(seed)
    true, lemma, _ = gains(*mdp, old, new, gamma)
    assert lemma == pytest.approx(true, abs=1e-10)


def test_values_and_visits_agree_with_long_sums():
    (transitions, rewards, start), policy, _ = _random(1)
    total, _, visits = solve(transitions, rewards, start, policy, 0.7)
    now, paid, seen = start, 0.0, np.zeros(STATES)
    for step in range(200):
        paid += 0.7**step * now @ (policy * rewards).sum(axis=1)
        seen += 0.3 * 0.7**step * now
        now = np.einsum("s,sa,sat->t", now, policy, transitions)
    assert total == pytest.approx(paid)
    np.testing.assert_allclose(visits, seen, atol=1e-12)


@pytest.mark.parametrize("mix", [1.0, 0.3, 0.03])
@pytest.mark.parametrize("seed", range(7))
def test_the_surrogate_errs_by_less_than_the_bound(seed, mix):
    mdp, old, new = _random(seed)
    new = (1 - mix) * old + mix * new
    true, _, surrogate = gains(*mdp, old, new, 0.9)
    largest = np.abs(solve(*mdp, old, 0.9)[1]).max()
    error = abs(true - surrogate)
    # Schulman's bound, and the stricter one with total variation that the page proves
    assert error <= penalty(largest, 0.9) * kl(old, new).max()
    variation = np.abs(old - new).sum(axis=1).max() / 2
    assert error <= penalty(largest, 0.9) * variation**2


def test_the_constant_of_the_theorem():
    assert penalty(2, 0.9) == pytest.approx(4 * 2 * 0.9 / 0.01)


def test_the_error_is_of_second_order():
    mdp, old, new = _random(2)
    errors = []
    for mix in (0.02, 0.01):
        true, _, surrogate = gains(*mdp, old, (1 - mix) * old + mix * new, 0.9)
        errors.append(abs(true - surrogate))
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.05)


def test_equal_policies_gain_nothing():
    mdp, old, _ = _random(3)
    np.testing.assert_allclose(gains(*mdp, old, old, 0.9), 0, atol=1e-12)


def test_bad_input_is_told():
    (transitions, rewards, start), old, new = _random(0)
    with pytest.raises(ValueError, match="sum to one"):
        gains(transitions, rewards, start, old, new / 2, 0.9)
    with pytest.raises(ValueError, match=r"expected \(7, 3, 7\)"):
        gains(transitions[:, :2], rewards, start, old, new, 0.9)
    with pytest.raises(ValueError, match="gamma in"):
        gains(transitions, rewards, start, old, new, 1.0)
