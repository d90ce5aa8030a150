"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm
from snippets.reinforcement_learning.figures.gradient_noise import (
    LAMBDAS,
    SWEEPS,
    advantages,
    bias,
    critic,
    episodes,
    noise_by_weight,
    spread,
)
from snippets.reinforcement_learning.gae_vectorized import gae
from snippets.reinforcement_learning.pg_exact_vs_sampled import exact_gradient
from snippets.reinforcement_learning.score_vs_pathwise import estimator_moments
from snippets.reinforcement_learning.tanh_gaussian_logprob import (
    log_one_minus_tanh_squared,
)

PAGE = "reinforcement-learning/policy-gradients-and-actor-critic"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def _arms(p, rewards, baseline):
    """Mean and variance of a one-press estimate for the first of two logits."""
    chances = np.array([p, 1 - p])
    estimates = np.array([1 - p, -p]) * (np.array(rewards) - baseline)
    mean = chances @ estimates
    return mean, chances @ (estimates - mean) ** 2


def _best(p, rewards):
    chances, squares = np.array([p, 1 - p]), np.array([(1 - p) ** 2, p**2])
    return (chances * squares) @ np.array(rewards) / (chances @ squares)


def test_two_buttons(says):
    mean, variance = _arms(0.5, (11, 10), 0)
    says(
        f"$(5.5 - 5)/2 = {mean:.2f}$. But the standard deviation is {variance**0.5:.2f}"
    )
    says(f"takes {variance / (0.1 * mean) ** 2:,.0f} presses")
    assert _arms(0.5, (11, 10), 10.5) == pytest.approx((0.25, 0))
    says(r"Button 1 gives $0.5 \cdot 0.5 = 0.25$")


def test_best_baseline(says):
    best = _best(0.9, (1, 0))
    says(f"The value is 0.9, but $b^* = {best:.1f}$")
    with_value, without = _arms(0.9, (1, 0), 0.9)[1], _arms(0.9, (1, 0), 0)[1]
    says(f"the variance is {with_value:.4f} with the value, {without:.4f} without")
    says(f"are 0.01 and 0.81, variance {with_value:.4f}; without baseline 0.1 and 0")
    assert _arms(0.9, (1, 0), best)[1] == pytest.approx(0)
    estimates = np.array([0.1, -0.9]) * (np.array([1, 0]) - 0.9)
    assert estimates == pytest.approx([0.01, 0.81])
    for p, rewards in ((0.3, (2, 5)), (0.8, (-1, 4))):
        assert _best(p, rewards) == pytest.approx((1 - p) * rewards[0] + p * rewards[1])


def test_excess_variance_of_another_baseline():
    p, rewards, b = 0.3, (2, 5), 1.1
    squares = p * (1 - p) ** 2 + (1 - p) * p**2
    excess = (b - _best(p, rewards)) ** 2 * squares
    least = _arms(p, rewards, _best(p, rewards))[1]
    assert _arms(p, rewards, b)[1] == pytest.approx(least + excess)


def test_equal_logits(says):
    arms = np.zeros((1, 2, 1)), np.array([[1.0, 0.0]]), np.ones(1), np.zeros((1, 2))
    gradient = exact_gradient(*arms, 0.9)[0]
    says(f"times one, which is {gradient[0]:.2f}. For the second logit")
    assert gradient[1] == pytest.approx(-gradient[0])
    says(f"Without: 0.5 or 0 with equal chance, variance {_arms(0.5, (1, 0), 0)[1]}")
    assert _arms(0.5, (1, 0), 0.5) == pytest.approx((0.25, 0))
    says(f"at $\\pi_1 = 0.99$ it is {0.99 * 0.01:.4f}")
    says(f"$p(1-p)$ is {0.25 / (0.99 * 0.01):.0f} times smaller than at one half")
    says(f"falls from 0.25 at one half to {0.99 * 0.01:.4f} at 0.99")


def _gae(last_next, terminated, lam=0.95):
    column = np.array([1.0, 0, 2])[:, None], np.array([0.5, 1, 1.5])[:, None]
    ends = np.array([[False], [False], [terminated]])
    after = np.array([1, 1.5, last_next])[:, None]
    return gae(*column, after, ends, ~ends & False, 0.9, lam)[:, 0]


def test_gae_by_hand(says):
    found, errors = _gae(9, True), _gae(9, True, 0)
    assert errors == pytest.approx([1.4, 0.35, 0.5])
    says("The errors are 1.4, 0.35 and 0.5.")
    says(rf"= {found[1]:.4f}$, $\hat A_0 = 1.4 + 0.855 \cdot 0.7775 = {found[0]:.4f}$")
    says(f"| 0 | 1.4 | {found[0]:.4f} | {found[0] + 0.5:.4f} |")
    says(f"| 1 | 0.35 | {found[1]:.4f} | {found[1] + 1:.4f} |")
    says(f"1.4 plus {0.855 * found[1]:.4f} is {found[0]:.4f}")
    says(f"0.35 plus {0.855 * 0.5:.4f} is")
    says(f"2 - 0.5 = {_gae(9, True, 1)[0]:.2f}$")
    cut = _gae(3, False)
    says(f"$\\hat A = {cut[2]:.1f}, {cut[1]:.3f}, {cut[0]:.4f}$ from the last")
    says(f"1.5 = {cut[2]:.1f}$, and the others follow")


def test_horizon_and_dropped_discount(says):
    says(f"steps, {1 / (1 - 0.99 * 0.95):.1f} for 0.99 and 0.95")
    says(f"step 500 would count {0.99**500:.4f}")
    says(f"almost no weight, {0.99**500:.4f} at step 500")


def test_figure(says):
    batch = episodes()
    lowest = {}
    for sweeps in SWEEPS:
        state_values = critic(sweeps)
        noise = [spread(batch, advantages(batch, state_values, x)) for x in LAMBDAS]
        errors = np.hypot([bias(state_values, x) for x in LAMBDAS], noise)
        lowest[sweeps] = errors.min(), LAMBDAS[errors.argmin()], errors[0], errors[-1]
        assert noise[-1] > 1.9 * noise[0]
        assert bias(state_values, 1) == pytest.approx(0, abs=1e-12)
    low, at, first, last = lowest[0]
    says(f"it falls from {first:.2f} to {low:.2f} near {at} and rises to {last:.2f}")
    says(f"after 5 sweeps the lowest point is {lowest[5][0]:.2f} near {lowest[5][1]}")
    says(f"after 20 sweeps it is {lowest[20][0]:.2f} near {lowest[20][1]}")
    bars = noise_by_weight(batch)
    says(
        f"return to go minus 10 {bars['to go - 10']:.2f}, whole return "
        f"{bars['whole return']:.2f}, return to go {bars['reward to go']:.2f}, minus mean "
        f"value {bars['to go - mean V']:.2f}, minus state value {bars['to go - V(s)']:.2f}"
    )


def test_score_against_pathwise(says):
    square = estimator_moments(np.square, lambda x: 2 * x, 1, 0.1)
    score, pathwise = square["score"], square["pathwise"]
    assert score[0] == pytest.approx(2) and pathwise[0] == pytest.approx(2)
    says(f"its variance is {pathwise[1]:.2f}, against {score[1]:.2f}")
    says(f"{score[1]:.2f} and {pathwise[1]:.2f} at $\\sigma = 0.1$")
    less = estimator_moments(lambda x: x**2 - 1, lambda x: 2 * x, 1, 0.1)["score"]
    assert less == pytest.approx((2, 8 + 15 * 0.1**2))
    says(f"or {less[1]:.2f} with baseline $f(1)$")
    says(rf"$8 + 15\sigma^2 = {less[1]:.2f}$, still {less[1] / pathwise[1]:.0f} times")
    wiggle = estimator_moments(
        lambda x: np.sin(20 * x), lambda x: 20 * np.cos(20 * x), 0, 1
    )
    says(f"it has {wiggle['pathwise'][1]:.0f} against {wiggle['score'][1]:.1f}")
    says(f"normal: {wiggle['score'][1]:.1f} and {wiggle['pathwise'][1]:.0f}")


def test_tanh(says):
    assert np.tanh(20.0) == 1.0
    exact = log_one_minus_tanh_squared(20.0)
    says(
        f"adding $10^{{-6}}$ inside gives ${np.log(1e-6):.1f}$ instead of ${exact:.1f}$"
    )
    says(f"At $u = 20$ it is ${exact:.1f}$")
    says(f"beyond $|u| = {np.arctanh(0.999999):.2f}$")


def test_entropy(says):
    soft = np.exp(np.array([0, 0.3 * np.log(10)]) / 0.3)  # alpha cancels
    says(f"with probability $10/11 = {soft[1] / soft.sum():.3f}$")
    says(f"$1/(1 + e^{{-10}}) = {1 / (1 + np.exp(-10)):.5f}$")


def test_clipped_actions(says):
    mean, std = 0.9, 0.5

    def expectation(function):
        integrand = lambda u: norm.pdf(u, mean, std) * function(u)  # noqa: E731
        return quad(integrand, -5, 7, points=[-1, 1])[0]

    def clip(u):
        return min(max(u, -1.0), 1.0)

    inside = norm.cdf((1 - mean) / std) - norm.cdf((-1 - mean) / std)
    raw = expectation(lambda u: (u - mean) / std**2 * clip(u))
    wrong = expectation(lambda u: (clip(u) - mean) / std**2 * clip(u))
    assert raw == pytest.approx(inside)
    says(f"{100 * (1 - inside):.0f} % of draws are clipped")
    says(f"$dJ/d\\mu = P(|u| < 1) = {inside:.2f}$")
    says(rf"$a\,(a - \mu)/\sigma^2$, has mean ${wrong:.2f}$")


def test_normalized_advantages(says):
    batch = np.zeros(1000)
    batch[0] = 1
    normal = (batch - batch.mean()) / batch.std()
    says(f"the normalized values are {normal[0]:.1f} and ${normal[1]:.2f}$")
