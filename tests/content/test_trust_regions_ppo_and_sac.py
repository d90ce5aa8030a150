"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from scipy.stats import norm
from snippets.reinforcement_learning.figures.clip_and_softmax import ALPHAS, Q, terms
from snippets.reinforcement_learning.figures.clip_drift import (
    EPOCHS,
    RATES,
    SAMPLES,
    SIZE,
    STOP,
    drift,
)
from snippets.reinforcement_learning.performance_difference import (
    gains,
    kl,
    penalty,
    solve,
)
from snippets.reinforcement_learning.ppo_clip_grad import ppo_clip
from snippets.reinforcement_learning.soft_value_iteration import (
    soft_policy,
    soft_value,
)
from snippets.reinforcement_learning.squashed_gaussian import temperature_step

PAGE = "reinforcement-learning/trust-regions-ppo-and-sac"
MINUS = "\N{MINUS SIGN}"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_the_same_step_for_a_wide_and_a_narrow_policy(says):
    wide, narrow = (0.1**2 / (2 * sigma**2) for sigma in (1, 0.01))
    says(rf"with $\sigma = 1$, that is {wide:.3f} nats")
    says(rf"Late, with $\sigma = 0.01$, it is {narrow:.0f} nats")
    assert narrow / wide == pytest.approx(10_000)
    says("ten thousand times the change")
    says(rf"{wide:.3f} nats at $\sigma = 1$, {narrow:.0f} at $\sigma = 0.01$")


def _moved(share):
    """Return gain, surrogate and bound of a move towards the greedy policy."""
    rng = np.random.default_rng(1)
    transitions = rng.dirichlet(np.ones(7), size=(7, 3))
    mdp = transitions, rng.normal(size=(7, 3)), rng.dirichlet(np.ones(7))
    old = rng.dirichlet(np.ones(3), size=(2, 7))[0]
    advantages = solve(*mdp, old, 0.9)[1]
    new = (1 - share) * old + share * np.eye(3)[advantages.argmax(axis=1)]
    true, _, surrogate = gains(*mdp, old, new, 0.9)
    bound = penalty(np.abs(advantages).max(), 0.9) * kl(old, new).max()
    return true, surrogate, bound


def test_surrogate_in_a_random_mdp(says):
    true, surrogate, bound = _moved(0.2)
    says(f"The return grows by {true:.3f}, the surrogate says {surrogate:.3f}")
    half = _moved(0.1)
    errors = true - surrogate, half[0] - half[1]
    says(f"the error falls from {errors[0]:.3f} to {errors[1]:.3f}, a quarter")
    assert errors[1] / errors[0] == pytest.approx(0.25, abs=0.005)
    assert bound / errors[0] == pytest.approx(2000, rel=0.02)
    says(f"The bound for the larger move is {bound:.1f}, two thousand times the error")


def test_the_constant_of_the_theorem(says):
    says(f"it is {penalty(1, 0.99):,.0f}, and a divergence of 0.01 is charged")
    says(f"a divergence of 0.01 is charged {0.01 * penalty(1, 0.99):.0f}")
    says(f"the penalty would be {0.01 * penalty(1, 0.99):.0f}")
    says(f"{4 * (10**6) ** 2 / 1e12:.0f} TB in 32-bit numbers")


@pytest.mark.parametrize("ratio", [1.3, 0.7])
@pytest.mark.parametrize("advantage", [2, -2])
def test_the_four_cases(says, ratio, advantage):
    loss, gradient, _ = ppo_clip([np.log(ratio)], [0.0], [advantage])
    plain, clipped = ratio * advantage, np.clip(ratio, 0.8, 1.2) * advantage
    numbers = f"| {ratio} | {advantage} | {plain:.1f} | {clipped:.1f} | {-loss:.1f} | "
    slope = -gradient[0]
    word = "flows" if slope else "none"
    says((numbers + word).replace("-", MINUS))
    says((numbers + (f"{slope:.1f} |" if slope else "0 |")).replace("-", MINUS))


def test_dead_zones_of_the_figure():
    ratios = np.array([0.5, 0.79, 0.81, 1.0, 1.19, 1.21, 1.5])
    assert (terms(ratios, 1.0)[1] == 0).tolist() == [False] * 5 + [True] * 2
    assert (terms(ratios, -1.0)[1] == 0).tolist() == [True] * 2 + [False] * 5


def test_the_figure_goes_from_greedy_to_uniform():
    assert ALPHAS == [0.2, 1.0, 5.0]
    assert soft_policy(Q, 0.2).max() > 0.9 and np.ptp(soft_policy(Q, 5.0)) < 0.15


def test_the_learning_rate_sets_the_distance(says):
    assert (SAMPLES, SIZE, EPOCHS, STOP) == (512, 60, 10, 0.02)
    runs = [drift(rate) for rate in RATES]
    low, middle, high = (rows[:, 1].max() for rows in runs)
    says(f"the largest ratio reach {low:.1f}, {middle:.1f} or {high:.1f}")
    low, middle, high = (rows[-1, 3] for rows in runs)
    says(f"after ten epochs is {low:.2f}, {middle:.2f} or {high:.2f}")
    assert all((rows[1:, 1] > 1.2).all() for rows in runs)
    low, middle, high = (
        [drift(rate, seed)[:, 1].max() for seed in range(6)] for rate in RATES
    )
    assert all(a < b < c for a, b, c in zip(low, middle, high, strict=True))
    ranges = [f"{min(x):.1f} to {max(x):.1f}" for x in (low, middle, high)]
    says(f"the largest ratio is {ranges[0]}, {ranges[1]} and {ranges[2]}")


def test_clip_fraction_and_divergence_fit_together(says):
    def outside(divergence):
        spread = np.sqrt(2 * divergence)
        high = norm.sf(np.log(1.2), -divergence, spread)
        return high + norm.cdf(np.log(0.8), -divergence, spread)

    shares = [f"{100 * outside(d):.0f} %" for d in (0.15, 0.02)]
    says(f"At 0.15 that puts {shares[0]} of ratios outside")
    says(f"at 0.02 it is {shares[1]}, at 0.005 {100 * outside(0.005):.1f} %")
    assert 0.55 < outside(0.1) < 0.68  # so 0.6 is in line


def test_soft_values(says):
    q = np.array([1.0, 2.0])
    value, policy = soft_value(q, 1.0), soft_policy(q, 1.0)
    entropy = -(policy * np.log(policy)).sum()
    assert value == pytest.approx(policy @ q + entropy)
    says(f"that is {value:.3f}, of which {policy @ q:.3f} is expected $Q$ and")
    says(f"and {entropy:.3f} entropy")
    says(f"which is {value:.3f}. The policy is the softmax: {policy[0]:.3f} and")
    says(f"and {policy[1]:.3f}. Check: expected Q is {policy @ q:.3f}")
    says(f"the entropy is {entropy:.3f} nats")
    says(rf"= 2 + \log(1 + e^{{-1}}) = {value:.3f}")
    says(rf"by {value - 2:.3f}, and can exceed it by at most $\alpha \log |A| =")
    says(f"{np.log(2):.3f}$, the case of equal values")
    says(f"it would be {soft_value(q, 0.1):.6f}")
    says(f"That is {policy @ q:.3f}, the part without entropy")


def test_target_entropy(says):
    width, sigma = np.exp(-1), np.exp(-1) / np.sqrt(2 * np.pi * np.e)
    assert np.log(width) == pytest.approx(-1) == pytest.approx(norm(0, sigma).entropy())
    share = f"{100 * width / 2:.0f} % of the range"
    says(f"{share}, or of a narrow normal with standard deviation {sigma:.2f}")
    says(f"has $\\log 2 = {np.log(2):.2f}$ nats")
    says(f"of width $e^{{-1}} = {width:.2f}$, {share}")
    says(f"{sigma:.3f}$. It depends on the units")
    says(rf"has $\log 10 = {np.log(10):.1f}$ nats more")
    low, high = (temperature_step(0.0, np.full(3, -h), -1.0, 0.1) for h in (-2, 0))
    assert low > 0 > high
    says("Entropy below target raises it, above target lowers it")


def test_where_the_naive_density_breaks(says):
    for kind, place in ((np.float32, 9), (np.float64, 19)):
        near = [1 - kind(np.tanh(place + shift)) ** 2 for shift in (-0.5, 0.5)]
        assert near[0] > 0 == near[1]
    says(r"rounds to 0, in 32 bits from $u \approx 9$")


def test_one_batch_on_one_robot(says):
    batch = 4096 * 24
    says(f"one PPO batch has {batch:,} transitions")
    says(f"A single robot at 20 Hz would need {batch / 20 / 60:.0f} minutes for it")
    says(f"| {batch:,} transitions take | seconds | {batch / 20 / 60:.0f} minutes")
