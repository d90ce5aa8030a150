r"""Generalized advantages over many environments

A rollout of $T$ steps in $N$ environments that reset themselves gives arrays of shape
$(T, N)$: rewards, `values` (of the state before each step), `next_values` (of the state
after it, before any reset), and the flags `terminated` and `truncated`. Write
`gae(rewards, values, next_values, terminated, truncated, gamma, lam)`, which returns
the advantages $(T, N)$:

- $\delta_t$ is the reward plus `gamma` times the next value minus the value;
- after a **terminated** step the next value counts as 0, whatever the array holds;
- after a **truncated** step the next value counts;
- advantages sum $(\gamma\lambda)^l\, \delta_{t+l}$ over the steps of the same episode:
  nothing crosses a step with either flag. If both are set, terminated wins;
- the last row is cut there: it counts its next value unless terminated.

Flags are booleans or integers 0 and 1, rewards may be integers. Do not change the inputs.
Loop over $T$ at most.

Example, $N = 1$: rewards 1, 0, 2, values 0.5, 1, 1.5, the last step terminated,
`gamma` 0.9, `lam` 0.95: the advantages are 2.0648, 0.7775 and 0.5.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 20
TOPICS = ["actor-critic", "bellman-equation"]
ARTICLE = "reinforcement-learning/policy-gradients-and-actor-critic"
HINTS = [
    "All TD errors come from one expression over whole arrays. Only one of the two "
    "flags appears in it.",
    r"$A_t = \delta_t + \gamma\lambda A_{t+1}$: walk backward with a vector of length N.",
    "The carry from the next row is multiplied by a second mask, which is zero after "
    "either flag. Masks may be integers or booleans: convert before you negate.",
]
COMPLEXITY = "$O(TN)$ time and memory, in $T$ vector operations."
VARIATIONS = [
    (
        "What does the critic regress on?",
        "`advantages + values`, the lambda-return, held constant.",
    ),
    (
        "There is no `next_values`, only values of T + 1 observations.",
        "Shift them, which is right except at truncated steps: there the next row is the "
        "first state of a new episode. Evaluate the final observations separately.",
    ),
    (
        "Make it $O(\\log T)$ deep.",
        "The recursion is linear. Compose pairs (factor, offset) with an associative "
        "scan, as in parallel prefix sums.",
    ),
]


# --8<-- [start:solution]
def gae(
    rewards: np.ndarray,
    values: np.ndarray,
    next_values: np.ndarray,
    terminated: np.ndarray,
    truncated: np.ndarray,
    gamma: float,
    lam: float,
) -> np.ndarray:
    """Return advantages (T, N); all arrays are (T, N).

    >>> column = lambda *numbers: np.array(numbers, float)[:, None]
    >>> ends, cuts = column(0, 0, 1) > 0, column(0, 0, 0) > 0
    >>> case = column(1, 0, 2), column(0.5, 1, 1.5), column(1, 1.5, 7), ends, cuts
    >>> gae(*case, 0.9, 0.95)[:, 0].round(4).tolist()
    [2.0648, 0.7775, 0.5]
    """
    bootstrap = ~np.asarray(terminated, bool)
    goes_on = bootstrap & ~np.asarray(truncated, bool)
    deltas = rewards + gamma * np.where(bootstrap, next_values, 0.0) - values
    advantages = np.zeros_like(deltas)
    following = np.zeros(deltas.shape[1])
    for t in reversed(range(len(deltas))):
        following = deltas[t] + gamma * lam * goes_on[t] * following
        advantages[t] = following
    return advantages


# --8<-- [end:solution]


# --8<-- [start:checks]
def _column(*numbers):
    return np.array(numbers, float)[:, None]


NEVER = np.zeros((3, 1), bool)


def test_three_steps_by_hand():
    ends = _column(0, 0, 1) > 0
    case = _column(1, 0, 2), _column(0.5, 1, 1.5), _column(1, 1.5, 7), ends, NEVER
    found = gae(*case, 0.9, 0.95)
    assert found.shape == (3, 1)
    assert np.allclose(found[:, 0], [2.0647625, 0.7775, 0.5])


def test_lambda_zero_gives_td_errors():
    case = _column(1, 0, 2), _column(0.5, 1, 1.5), _column(1, 1.5, 3), NEVER, NEVER
    assert np.allclose(gae(*case, 0.9, 0.0)[:, 0], [1.4, 0.35, 3.2])


def test_a_truncated_step_uses_its_next_value_and_resets():
    cuts = _column(0, 1, 0) > 0
    case = _column(0, 0, 8), _column(0, 0, 0), _column(0, 4, 0), NEVER, cuts
    assert np.allclose(gae(*case, 0.5, 1.0)[:, 0], [1.0, 2.0, 8.0])


def test_a_terminated_step_ignores_its_next_value():
    ends = _column(0, 1, 0) > 0
    case = _column(0, 3, 8), _column(0, 0, 0), _column(0, 4, 0), ends, NEVER
    assert np.allclose(gae(*case, 0.5, 1.0)[:, 0], [1.5, 3.0, 8.0])


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _random(seed):
    rng = np.random.default_rng(seed)
    numbers = rng.normal(size=(3, 19, 5))
    return (*numbers, rng.random((19, 5)) < 0.15, rng.random((19, 5)) < 0.15)


def test_agrees_with_the_direct_sum():
    for seed in range(3):
        case = _random(seed)
        rewards, values, after, ends, cuts = case
        expected = np.zeros((19, 5))
        for t in range(19):
            for n in range(5):
                for k in range(t, 19):
                    reached = 0.0 if ends[k, n] else after[k, n]
                    delta = rewards[k, n] + 0.9 * reached - values[k, n]
                    expected[t, n] += (0.9 * 0.8) ** (k - t) * delta
                    if ends[k, n] or cuts[k, n]:
                        break
        assert np.allclose(gae(*case, 0.9, 0.8), expected, atol=1e-10)


def test_lambda_one_without_boundaries_is_return_minus_value():
    rewards, values, after, _, _ = _random(7)
    after[:-1] = values[1:]
    never = np.zeros((19, 5), bool)
    returns, tail = np.zeros((19, 5)), after[-1]
    for t in reversed(range(19)):
        returns[t] = tail = rewards[t] + 0.9 * tail
    found = gae(rewards, values, after, never, never, 0.9, 1.0)
    assert np.allclose(found, returns - values)


def test_garbage_after_a_terminated_step_is_ignored():
    case = _random(8)
    expected = gae(*case, 0.9, 0.95)
    case[2][case[3]] = np.nan
    found = gae(*case, 0.9, 0.95)
    assert np.all(np.isfinite(found)) and np.allclose(found, expected)


def test_integer_flags_and_rewards():
    rewards = np.array([[1], [1], [1]])
    flags = np.array([[0], [1], [0]])
    zero = np.zeros((3, 1), int)
    found = gae(rewards, zero, 4 * flags, flags, zero, 0.5, 1.0)
    assert np.allclose(found[:, 0], [1.5, 1.0, 1.0])


def test_inputs_stay_as_they_were():
    case = _random(9)
    before = [array.copy() for array in case]
    found = gae(*case, 0.9, 0.9)
    assert found.shape == (19, 5)
    assert all(np.array_equal(a, b) for a, b in zip(case, before, strict=True))


# --8<-- [end:hidden]
