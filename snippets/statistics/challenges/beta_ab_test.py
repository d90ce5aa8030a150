r"""Probability that variant B beats variant A

After an experiment with conjugate priors, the conversion rates of two variants have
independent posteriors $p_1 \sim \text{Beta}(a_1, b_1)$ and
$p_2 \sim \text{Beta}(a_2, b_2)$, with positive integer parameters.

Write `prob_b_beats_a(a1, b1, a2, b2)`, which returns $P(p_2 > p_1)$ exactly, up to
rounding. Use a finite sum and the logarithm of the gamma function, and neither
sampling nor numerical integration. Parameters may be as large as $10^5$; no term may
overflow. A parameter below 1 raises a `ValueError`.

Example: with $\text{Beta}(1, 1)$ against $\text{Beta}(2, 1)$, whose distribution
function is $x^2$, the answer is $1 - E[p_1^2] = 2/3$.
"""

from math import exp, lgamma

import pytest

LEVEL = "mid"
MINUTES = 20
TOPICS = ["bayesian-inference"]
ARTICLE = "statistics/bayesian-inference"
HINTS = [
    r"Condition on $p_1 = x$. You need $P(p_2 > x)$ as a polynomial in $x$ and $1 - x$.",
    r"Of $n = a_2 + b_2 - 1$ uniform numbers, the $a_2$-th smallest is distributed as "
    r"$\text{Beta}(a_2, b_2)$. It exceeds $x$ if fewer than $a_2$ of them lie below "
    r"$x$: $P(p_2 > x) = \sum_{i < a_2} \binom{n}{i} x^i (1 - x)^{n - i}$.",
    r"Average each term over $\text{Beta}(a_1, b_1)$: "
    r"$\binom{n}{i} B(a_1 + i, b_1 + n - i) / B(a_1, b_1)$. Build it from `lgamma` and "
    r"exponentiate at the end.",
]
COMPLEXITY = (
    "$O(a_2)$ time and $O(1)$ memory. Swapping the roles of successes and failures, or "
    "of the variants, lets you sum over the smallest of the four parameters instead."
)
VARIATIONS = [
    (
        "What do you report besides this probability?",
        r"The expected loss of the choice, $E[\max(p_1 - p_2, 0)]$ if you ship B. It "
        r"follows from the same function, since $x \cdot \text{Beta}(a, b)$ is "
        r"$\tfrac{a}{a + b}$ times the density of $\text{Beta}(a + 1, b)$.",
    ),
    (
        "The parameters are not integers, after a Jeffreys prior say. What now?",
        "The sum does not end. Integrate density times distribution function with a "
        "quadrature rule, or sample and state the standard error.",
    ),
    (
        "Ten variants?",
        "Draw from all ten posteriors and count how often each is the largest; with "
        "100,000 draws the standard error is at most 0.0016.",
    ),
]


# --8<-- [start:solution]
def prob_b_beats_a(a1: int, b1: int, a2: int, b2: int) -> float:
    """Return P(p2 > p1) for independent p1 ~ Beta(a1, b1) and p2 ~ Beta(a2, b2).

    >>> round(prob_b_beats_a(1, 1, 2, 1), 6)
    0.666667
    """
    if min(a1, b1, a2, b2) < 1:
        raise ValueError(f"expected parameters >= 1, got {(a1, b1, a2, b2)}")
    n = a2 + b2 - 1
    constant = lgamma(n + 1) + lgamma(a1 + b1) - lgamma(a1) - lgamma(b1)
    constant -= lgamma(a1 + b1 + n)
    total = 0.0
    for i in range(a2):
        choose = -lgamma(i + 1) - lgamma(n - i + 1)
        total += exp(constant + choose + lgamma(a1 + i) + lgamma(b1 + n - i))
    return min(total, 1.0)


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_the_example():
    assert prob_b_beats_a(1, 1, 2, 1) == pytest.approx(2 / 3)


def test_identical_parameters_give_one_half():
    assert prob_b_beats_a(7, 11, 7, 11) == pytest.approx(0.5)


def test_more_successes_help():
    assert prob_b_beats_a(21, 181, 31, 171) > prob_b_beats_a(21, 181, 26, 176) > 0.5


# --8<-- [end:checks]


# --8<-- [start:hidden]
def test_swapping_gives_the_complement():
    for state in [(3, 5, 7, 2), (1, 13, 2, 17), (19, 1, 11, 3)]:
        swapped = (*state[2:], *state[:2])
        assert prob_b_beats_a(*state) + prob_b_beats_a(*swapped) == pytest.approx(1)


def test_failures_mirror_successes():
    assert prob_b_beats_a(3, 5, 7, 2) == pytest.approx(prob_b_beats_a(2, 7, 5, 3))


def test_uniform_against_any_beta_gives_its_mean():
    assert prob_b_beats_a(1, 1, 5, 13) == pytest.approx(5 / 18)


def test_large_parameters_do_not_overflow():
    assert prob_b_beats_a(5_000, 95_000, 5_000, 95_000) == pytest.approx(0.5, abs=1e-6)
    assert prob_b_beats_a(5_000, 95_000, 5_600, 94_400) == pytest.approx(1, abs=1e-6)
    assert 0 <= prob_b_beats_a(9_000, 91_000, 500, 99_500) < 1e-100


def test_agrees_with_sampling():
    import numpy as np

    rng = np.random.default_rng(0)
    first, second = rng.beta(21, 181, 200_003), rng.beta(31, 171, 200_003)
    error = 0.5 / np.sqrt(200_003)
    sampled = float(np.mean(second > first))
    assert prob_b_beats_a(21, 181, 31, 171) == pytest.approx(sampled, abs=4 * error)


def test_rejects_a_parameter_of_zero():
    with pytest.raises(ValueError, match="got"):
        prob_b_beats_a(1, 1, 0, 3)


# --8<-- [end:hidden]
