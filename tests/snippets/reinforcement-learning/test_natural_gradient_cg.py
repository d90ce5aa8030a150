import numpy as np
import pytest
from snippets.reinforcement_learning.natural_gradient_cg import (
    conjugate_gradient,
    fisher_product,
    gradient,
    softmax_policy,
    trpo_step,
)

STATES, ACTIONS, SIZE = 11, 5, 7


@pytest.fixture
def case():
    rng = np.random.default_rng(0)
    features = rng.normal(size=(STATES, ACTIONS, SIZE))
    weights = rng.dirichlet(np.ones(STATES))
    return features, weights, rng.normal(size=SIZE), rng.normal(size=(STATES, ACTIONS))


def _fisher(features, weights, policy):
    """The dense matrix, from the outer products of the scores."""
    means = np.einsum("sa,sak->sk", policy, features)
    scores = features - means[:, None]
    return np.einsum("s,sa,saj,sak->jk", weights, policy, scores, scores)


def _divergence(features, weights, old, new):
    before, after = softmax_policy(features, old), softmax_policy(features, new)
    return weights @ (before * np.log(before / after)).sum(axis=1)


def test_direction_agrees_with_the_dense_inverse(case):
    features, weights, parameters, advantages = case
    policy = softmax_policy(features, parameters)
    slope = gradient(features, weights, policy, advantages)
    found = conjugate_gradient(
        lambda v: fisher_product(features, weights, policy, v), slope
    )
    dense = np.linalg.solve(_fisher(features, weights, policy), slope)
    np.testing.assert_allclose(found, dense, rtol=1e-6)


def test_gradient_and_fisher_agree_with_finite_differences(case):
    features, weights, parameters, advantages = case
    policy, h = softmax_policy(features, parameters), 1e-4
    slope = gradient(features, weights, policy, advantages)
    dense = _fisher(features, weights, policy)
    for k, step in enumerate(h * np.eye(SIZE)):
        up, down = (
            weights @ (softmax_policy(features, parameters + s) * advantages).sum(1)
            for s in (step, -step)
        )
        assert slope[k] == pytest.approx((up - down) / (2 * h), abs=1e-7)
        curved = _divergence(features, weights, parameters, parameters + step)
        assert 2 * curved / h**2 == pytest.approx(dense[k, k], rel=1e-3)


@pytest.mark.parametrize("seed", range(11))
def test_a_small_step_uses_all_of_the_divergence_or_a_quarter(case, seed):
    features, weights, parameters, _ = case
    advantages = np.random.default_rng(seed).normal(size=(STATES, ACTIONS))
    new = trpo_step(features, weights, parameters, advantages, 1e-6)
    share = _divergence(features, weights, parameters, new) / 1e-6
    # a full step a hair too long is halved, which quarters the divergence
    assert share == pytest.approx(1 if share > 0.5 else 0.25, rel=0.01) and share <= 1


@pytest.mark.parametrize("seed", range(11))
@pytest.mark.parametrize("delta", [0.01, 0.3])
def test_a_large_step_stays_in_the_region_and_improves(case, delta, seed):
    features, weights, parameters, _ = case
    advantages = np.random.default_rng(seed).normal(size=(STATES, ACTIONS))
    new = trpo_step(features, weights, parameters, advantages, delta)
    assert 0 < _divergence(features, weights, parameters, new) <= delta
    before, after = (softmax_policy(features, p) for p in (parameters, new))
    assert weights @ ((after - before) * advantages).sum(axis=1) > 0


def test_natural_steps_do_not_depend_on_the_parameters_chosen(case):
    features, weights, parameters, advantages = case
    mixing = np.random.default_rng(1).normal(size=(SIZE, SIZE))
    other = features @ mixing  # the same policies, with parameters M^-1 theta
    start = np.linalg.solve(mixing, parameters)
    policies, plain = [], []
    for f, p in ((features, parameters), (other, start)):
        policies.append(softmax_policy(f, trpo_step(f, weights, p, advantages, 1e-3)))
        slope = gradient(f, weights, softmax_policy(f, p), advantages)
        plain.append(softmax_policy(f, p + 0.1 * slope))
    np.testing.assert_allclose(policies[0], policies[1], atol=1e-8)
    assert np.abs(plain[0] - plain[1]).max() > 0.01


@pytest.mark.parametrize("seed", [24, 30, 68])
def test_a_step_within_the_region_that_makes_it_worse_is_halved(seed):
    rng = np.random.default_rng(seed)
    features, weights = 3 * rng.normal(size=(2, 3, 1)), rng.dirichlet(np.ones(2))
    case, start = (features, weights), np.zeros(1)
    advantages, old = rng.normal(size=(2, 3)), softmax_policy(features, start)
    slope = gradient(*case, old, advantages)
    size = np.sqrt(2 * 0.3 / fisher_product(*case, old, np.ones(1)))
    full = start + np.sign(slope) * size
    worse = softmax_policy(features, full) - old
    assert _divergence(*case, start, full) <= 0.3
    assert weights @ (worse * advantages).sum(axis=1) < 0
    after = softmax_policy(features, trpo_step(*case, start, advantages, 0.3))
    assert weights @ ((after - old) * advantages).sum(axis=1) > 0


def test_if_no_step_is_good_nothing_moves(case):
    features, weights, parameters, advantages = case
    direction = trpo_step(features, weights, parameters, advantages, 50) - parameters
    # delta 50 needs halving: with one try, the full step is refused
    assert np.abs(direction).max() > 0
    new = trpo_step(features, weights, parameters, advantages, 50, halvings=1)
    np.testing.assert_array_equal(new, parameters)


def test_without_advantages_nothing_moves(case):
    features, weights, parameters, advantages = case
    new = trpo_step(features, weights, parameters, 0 * advantages)
    np.testing.assert_array_equal(new, parameters)


def test_bad_input_is_told(case):
    features, weights, parameters, advantages = case
    with pytest.raises(ValueError, match="delta > 0"):
        trpo_step(features, weights, parameters, advantages, 0)
    with pytest.raises(ValueError, match=r"expected \(11, 5\), got \(5, 11\)"):
        trpo_step(features, weights, parameters, advantages.T)
