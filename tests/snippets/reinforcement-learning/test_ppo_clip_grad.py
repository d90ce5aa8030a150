import numpy as np
import pytest
from snippets.reinforcement_learning.ppo_clip_grad import kl_estimates, ppo_clip


def _case(scale=0.3, size=101):
    rng = np.random.default_rng(0)
    old = -rng.exponential(size=size)
    return old + scale * rng.normal(size=size), old, rng.normal(size=size)


def test_gradient_agrees_with_central_differences():
    new, old, advantages = _case()
    _, gradient, ratio = ppo_clip(new, old, advantages)
    assert np.abs(np.abs(ratio - 1) - 0.2).min() > 1e-4  # none on a kink
    for i in range(len(new)):
        step = np.zeros(len(new))
        step[i] = 1e-6
        up, down = (ppo_clip(new + s, old, advantages)[0] for s in (step, -step))
        assert gradient[i] == pytest.approx((up - down) / 2e-6, abs=1e-8)


@pytest.mark.parametrize(
    ("ratio", "advantage", "objective", "flows"),
    [
        (1.3, 2, 2.4, False),
        (1.3, -2, -2.6, True),
        (0.7, 2, 1.4, True),
        (0.7, -2, -1.6, False),
    ],
)
def test_the_four_cases(ratio, advantage, objective, flows):
    loss, gradient, _ = ppo_clip([np.log(ratio)], [0.0], [advantage])
    assert loss == pytest.approx(-objective)
    assert gradient[0] == pytest.approx(-ratio * advantage if flows else 0)


def test_the_first_gradient_is_the_policy_gradient():
    _, old, advantages = _case()
    loss, gradient, ratio = ppo_clip(old, old, advantages)
    assert (ratio == 1).all() and loss == pytest.approx(-advantages.mean())
    np.testing.assert_allclose(gradient, -advantages / len(old))


def test_kl_estimates_are_unbiased_and_one_is_never_negative():
    rng = np.random.default_rng(1)
    old, new = rng.dirichlet(np.ones(5), size=2)
    first, second = kl_estimates(np.log(new), np.log(old))  # one term an action
    exact = (old * np.log(old / new)).sum()
    assert old @ first == pytest.approx(exact) and old @ second == pytest.approx(exact)
    assert (second >= 0).all() and (first < 0).any()


def test_tiny_changes_do_not_round_to_negative_divergences():
    shift = np.random.default_rng(2).normal(size=1009) * 1e-9
    assert (kl_estimates(shift, np.zeros(1009))[1] >= -1e-24).all()


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="three non-empty"):
        ppo_clip(np.zeros(3), np.zeros(3), np.zeros(2))
    with pytest.raises(ValueError, match="three non-empty"):
        ppo_clip([], [], [])
    with pytest.raises(ValueError, match="epsilon in"):
        ppo_clip([0.0], [0.0], [1.0], epsilon=0)
