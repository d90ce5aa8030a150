r"""Adjust an A/B test for pre-period data

You get the outcomes of treatment and control, `y_t` $(n_t,)$ and `y_c` $(n_c,)$, and
the same users' values from before the experiment, `x_t` and `x_c`.

Write `cuped_effect(y_t, x_t, y_c, x_c)`, which returns `(effect, standard_error)` of
the CUPED difference in means, treatment minus control:

- one $\theta$ for both arms: the sum over arms of the within-arm cross-products of $x$
  and $y$, over the sum of the within-arm sums of squares of $x$
- the adjusted outcome of a user is $y - \theta (x - \bar x)$ with $\bar x$ the mean over
  all users
- the standard error is $\sqrt{s_t^2/n_t + s_c^2/n_c}$ with the sample variances
  (`ddof=1`) of the adjusted outcomes

If $x$ does not vary within either arm, return the plain difference and its standard
error. Each arm has at least two users.

Example: `y_t = [3, 5]`, `x_t = [1, 3]`, `y_c = [0, 2]`, `x_c = [0, 2]` gives $\theta = 1$
and the effect $3 - 1 = 2$, since treated users were ahead by 1 already before the test.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 20
TOPICS = ["variance-reduction", "ab-testing"]
ARTICLE = "statistics/ab-testing"
HINTS = [
    r"Center $x$ and $y$ within each arm before you multiply. Centering by the overall "
    r"mean lets the treatment effect leak into $\theta$.",
    r"Pool before dividing: $\theta = \sum_a S_{xy}^a / \sum_a S_{xx}^a$, not the mean "
    r"of two slopes. If $\sum_a S_{xx}^a = 0$, use $\theta = 0$.",
    r"Which constant is subtracted from $x$ does not matter for the difference, as long "
    r"as both arms subtract the same one.",
]
COMPLEXITY = "$O(n_t + n_c)$ time and memory."
VARIATIONS = [
    (
        "How does the result relate to a linear regression?",
        r"The effect equals the coefficient of treatment in the least-squares fit of "
        r"$y$ on an intercept, treatment and $x$. Standard errors agree up to the "
        r"assumption of equal variances and the degrees of freedom.",
    ),
    (
        "The arms are 90/10 and the slopes differ. Is one $\\theta$ still best?",
        r"Not always; it can even do worse than no adjustment. Give each arm its own "
        r"slope around the overall mean of $x$, which is the regression with an "
        r"interaction.",
    ),
    (
        "A fifth of the users has no pre-period. What do you do with them?",
        r"Keep them: fill in a constant and add an indicator of missing history as a "
        r"second covariate. Both were fixed before assignment.",
    ),
]


# --8<-- [start:solution]
def cuped_effect(
    y_t: np.ndarray, x_t: np.ndarray, y_c: np.ndarray, x_c: np.ndarray
) -> tuple[float, float]:
    """Return (effect, standard error) of the CUPED difference in means.

    y_t, x_t: (n_t,) outcome and pre-period value of treatment; y_c, x_c: (n_c,)

    >>> effect, _ = cuped_effect(
    ...     np.array([3.0, 5.0]),
    ...     np.array([1.0, 3.0]),
    ...     np.array([0.0, 2.0]),
    ...     np.array([0.0, 2.0]),
    ... )
    >>> round(float(effect), 6)
    2.0
    """
    arms = [(y_t, x_t), (y_c, x_c)]
    cross = sum(((x - x.mean()) * (y - y.mean())).sum() for y, x in arms)
    squares = sum(((x - x.mean()) ** 2).sum() for _, x in arms)
    theta = cross / squares if squares > 0 else 0.0
    center = np.concatenate([x_t, x_c]).mean()
    one, other = (y - theta * (x - center) for y, x in arms)
    variance = one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other)
    return one.mean() - other.mean(), np.sqrt(variance)


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_a_head_start_is_subtracted():
    effect, error = cuped_effect(
        np.array([3.0, 5.0]),
        np.array([1.0, 3.0]),
        np.array([0.0, 2.0]),
        np.array([0.0, 2.0]),
    )
    np.testing.assert_allclose([effect, error], [2, 0], atol=1e-12)


def test_a_covariate_without_signal_changes_nothing():
    y_t, y_c = np.array([4.0, 6.0, 4.0, 6.0]), np.array([1.0, 3.0, 1.0, 3.0])
    x = np.array([0.0, 0.0, 1.0, 1.0])  # exactly uncorrelated with either outcome
    effect, error = cuped_effect(y_t, x, y_c, x)
    np.testing.assert_allclose([effect, error], [3, np.sqrt(2 * (4 / 3) / 4)])


def test_a_constant_covariate_gives_the_plain_difference():
    y_t, y_c = np.array([2.0, 4.0, 9.0]), np.array([1.0, 2.0])
    effect, error = cuped_effect(y_t, np.full(3, 7.0), y_c, np.full(2, 7.0))
    np.testing.assert_allclose([effect, error], [3.5, np.sqrt(13 / 3 + 0.5 / 2)])


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _case(seed=0, treated=211, control=307, slope=(0.9, 0.9)):
    """Arms of unequal size with an effect of 0.5 and strong pre-period signal."""
    rng = np.random.default_rng(seed)
    x_t, x_c = rng.normal(3, 2, treated), rng.normal(3, 2, control)
    y_t = 0.5 + slope[0] * x_t + rng.normal(size=treated)
    return y_t, x_t, slope[1] * x_c + rng.normal(size=control), x_c


def test_equals_the_regression_coefficient():
    y_t, x_t, y_c, x_c = _case(slope=(1.4, 0.3))
    treatment = np.r_[np.ones(len(y_t)), np.zeros(len(y_c))]
    design = np.column_stack([np.ones(518), treatment, np.r_[x_t, x_c]])
    wanted = np.linalg.lstsq(design, np.r_[y_t, y_c])[0]
    effect, error = cuped_effect(y_t, x_t, y_c, x_c)
    np.testing.assert_allclose(effect, wanted[1])
    one, other = y_t - wanted[2] * x_t, y_c - wanted[2] * x_c
    expected = np.sqrt(one.var(ddof=1) / 211 + other.var(ddof=1) / 307)
    np.testing.assert_allclose(error, expected)


def test_a_large_effect_does_not_leak_into_theta():
    y_t, x_t, y_c, x_c = _case()
    before = cuped_effect(y_t, x_t, y_c, x_c)
    after = cuped_effect(y_t + 1000, x_t, y_c, x_c)
    np.testing.assert_allclose(after, [before[0] + 1000, before[1]], rtol=1e-9)


def test_shifting_x_changes_nothing():
    y_t, x_t, y_c, x_c = _case(seed=1)
    moved = cuped_effect(y_t, x_t + 100, y_c, x_c + 100)
    np.testing.assert_allclose(moved, cuped_effect(y_t, x_t, y_c, x_c), rtol=1e-9)


def test_signal_lowers_and_noise_keeps_the_standard_error():
    y_t, x_t, y_c, x_c = _case(seed=2)
    plain = np.sqrt(y_t.var(ddof=1) / 211 + y_c.var(ddof=1) / 307)
    assert 0 < cuped_effect(y_t, x_t, y_c, x_c)[1] < 0.6 * plain
    noise = np.random.default_rng(3).normal(size=518)
    error = cuped_effect(y_t, noise[:211], y_c, noise[211:])[1]
    np.testing.assert_allclose(error, plain, rtol=0.01)


def test_constant_within_arms_but_not_across():
    y_t, _, y_c, _ = _case(seed=4)
    effect, error = cuped_effect(y_t, np.ones(211), y_c, np.zeros(307))
    plain = np.sqrt(y_t.var(ddof=1) / 211 + y_c.var(ddof=1) / 307)
    np.testing.assert_allclose([effect, error], [y_t.mean() - y_c.mean(), plain])


# --8<-- [end:hidden]
