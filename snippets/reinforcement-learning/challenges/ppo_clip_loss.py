r"""PPO's clipped loss and its gradient

A training loop hands you $N$ samples: log-probabilities of the actions taken under the
policy being trained and under the policy that acted, and advantages. Write
`ppo_clip_loss(logp_new, logp_old, adv, eps)`, which returns

- the loss $-\frac1N \sum_i \min\bigl(\rho_i A_i,\ \mathrm{clip}(\rho_i, 1 - \epsilon,
  1 + \epsilon)\, A_i\bigr)$, with $\rho_i = e^{\mathrm{logp\_new} - \mathrm{logp\_old} }$,
- its gradient $(N,)$ with respect to `logp_new`,
- the fraction of samples whose ratio lies outside $[1 - \epsilon, 1 + \epsilon]$.

Clamp the log-ratio to $[-20, 20]$ before you exponentiate, and use the ratio that comes
out in the loss and in the gradient. The clamp keeps numbers finite; it does not zero
any gradient. At a tie between the two terms, use the derivative of the unclipped
one. Leave the inputs unchanged. No framework, no finite differences.

Example: with $\epsilon = 0.2$, a ratio of 1.3 and an advantage of 2 the term is 2.4 and
its gradient 0; with an advantage of $-2$ the term is $-2.6$ and a gradient flows.
"""

import numpy as np

LEVEL = "senior"
MINUTES = 20
TOPICS = ["trust-region-methods"]
ARTICLE = "reinforcement-learning/trust-regions-ppo-and-sac"
HINTS = [
    "Write the two candidates, `ratio * adv` and `clip(ratio) * adv`, and take the "
    "smaller. No case analysis is needed for the loss.",
    r"The derivative of $\rho$ with respect to the new log-probability is $\rho$ "
    r"itself. Where the unclipped term is the smaller one, or equal, the derivative of "
    r"the term is $\rho A$.",
    "Where the clipped term is strictly smaller, it is a constant: zero gradient. That "
    "is never decided by the ratio alone, but by ratio and sign of the advantage.",
    "The clip fraction is another count: it looks at the ratio only, whatever the "
    "advantage, so it is not the share of zero gradients.",
]
COMPLEXITY = "$O(N)$ time and memory."
VARIATIONS = [
    (
        "Which samples outside the range still get a gradient?",
        "Those on the bad side: ratio above the range with a negative advantage, and "
        "below it with a positive one. The gradient brings the ratio back.",
    ),
    (
        "Return an estimate of the KL divergence from the old policy too.",
        r"The mean of $(\rho - 1) - \log \rho$: unbiased for samples of the old policy, "
        r"and never negative. Compute it from the log-ratio with `expm1`.",
    ),
    (
        "All log-probabilities are equal. What must you see?",
        "Every ratio is 1, the clip fraction is 0, and the gradient is minus the "
        "advantage over N: that of the plain policy gradient.",
    ),
]


# --8<-- [start:solution]
def ppo_clip_loss(
    logp_new: np.ndarray, logp_old: np.ndarray, adv: np.ndarray, eps: float
) -> tuple[float, np.ndarray, float]:
    """Return the loss, its gradient in logp_new, and the clip fraction.

    logp_new, logp_old, adv: (N,) with N >= 1; 0 < eps < 1

    >>> loss, gradient, fraction = ppo_clip_loss(
    ...     np.log([1.3, 1.3]), np.zeros(2), np.array([2.0, -2.0]), 0.2
    ... )
    >>> round(loss, 3), gradient.round(3).tolist(), fraction
    (0.1, [0.0, 1.3], 1.0)
    """
    ratio = np.exp(np.clip(logp_new - logp_old, -20, 20))
    plain = ratio * adv
    clipped = np.clip(ratio, 1 - eps, 1 + eps) * adv
    slope = np.where(plain <= clipped, plain, 0.0)  # d ratio / d logp_new = ratio
    fraction = np.mean((ratio < 1 - eps) | (ratio > 1 + eps))
    loss = -np.minimum(plain, clipped).mean()
    return float(loss), -slope / len(ratio) + 0.0, float(fraction)  # + 0.0: no -0.0


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_the_example():
    new, old = np.log([1.3, 1.3]), np.zeros(2)
    loss, gradient, fraction = ppo_clip_loss(new, old, np.array([2.0, -2.0]), 0.2)
    np.testing.assert_allclose(loss, 0.1)
    np.testing.assert_allclose(gradient, [0, 1.3], atol=1e-12)
    assert fraction == 1


def test_ratio_one_is_the_policy_gradient():
    logp, adv = np.array([-0.1, -2.0, -5.0]), np.array([1.0, -3.0, 0.5])
    loss, gradient, fraction = ppo_clip_loss(logp, logp, adv, 0.1)
    np.testing.assert_allclose(loss, -adv.mean())
    np.testing.assert_allclose(gradient, -adv / 3)
    assert fraction == 0


def test_a_huge_log_ratio_stays_finite():
    new, old = np.array([1000.0]), np.zeros(1)
    loss, gradient, _ = ppo_clip_loss(new, old, np.array([-1.0]), 0.2)
    np.testing.assert_allclose([loss, gradient[0]], [np.exp(20), np.exp(20)])


# --8<-- [end:checks]


# --8<-- [start:hidden]
def test_the_four_cases():
    cases = [(1.3, 2, 2.4, 0), (1.3, -2, -2.6, 1), (0.7, 2, 1.4, 1), (0.7, -2, -1.6, 0)]
    for ratio, advantage, term, flows in cases:
        loss, gradient, fraction = ppo_clip_loss(
            np.log([ratio]), np.zeros(1), np.array([float(advantage)]), 0.2
        )
        np.testing.assert_allclose(loss, -term)
        expected = -ratio * advantage if flows else 0
        np.testing.assert_allclose(gradient, [expected], atol=1e-12)
        assert fraction == 1


def test_agrees_with_central_differences():
    rng = np.random.default_rng(0)
    old = -rng.exponential(size=97)
    new, adv = old + 0.4 * rng.normal(size=97), rng.normal(size=97)
    _, gradient, _ = ppo_clip_loss(new, old, adv, 0.2)
    for i in range(97):
        step = np.zeros(97)
        step[i] = 1e-6
        up = ppo_clip_loss(new + step, old, adv, 0.2)[0]
        down = ppo_clip_loss(new - step, old, adv, 0.2)[0]
        np.testing.assert_allclose(gradient[i], (up - down) / 2e-6, atol=1e-8)


def test_the_fraction_counts_ratios_not_zero_gradients():
    ratio = np.array([1.3, 1.3, 0.7, 0.7, 1.0, 1.1, 0.9, 1.0])
    adv = np.array([1.0, -1.0, 1.0, -1.0, 0.0, 0.0, 2.0, 0.0])
    _, _, fraction = ppo_clip_loss(np.log(ratio), np.zeros(8), adv, 0.2)
    assert fraction == 0.5


def test_huge_log_ratios_without_advantage():
    new, old = np.array([1000.0, -1000.0]), np.zeros(2)
    with np.errstate(invalid="raise", over="raise"):
        loss, gradient, fraction = ppo_clip_loss(new, old, np.zeros(2), 0.2)
    assert loss == 0 and not np.any(gradient) and fraction == 1


def test_the_clamp_zeroes_nothing():
    new, old = np.array([-1000.0, 1000.0]), np.zeros(2)
    _, gradient, _ = ppo_clip_loss(new, old, np.array([1.0, -1.0]), 0.2)
    np.testing.assert_allclose(gradient, [-np.exp(-20) / 2, np.exp(20) / 2])


def test_inputs_are_not_changed():
    arrays = [np.array([-0.1, -1.0]), np.array([-0.5, -0.9]), np.array([1.0, -1.0])]
    before = [array.copy() for array in arrays]
    loss, _, _ = ppo_clip_loss(*arrays, 0.2)
    assert np.isfinite(loss)
    for old, new in zip(before, arrays, strict=True):
        np.testing.assert_array_equal(old, new)


# --8<-- [end:hidden]
