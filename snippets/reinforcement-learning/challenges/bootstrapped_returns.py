r"""Returns across episodes, with time limits

A buffer holds one flat trajectory that may contain several episodes. For each step $t$
you get the reward, two flags, and `next_values[t]`, an estimate of the value of the
state after the step. Write `bootstrapped_returns(rewards, terminated, truncated,
next_values, gamma)` that returns the discounted return at every step:

- after a **terminated** step nothing follows: the return is the reward;
- after a **truncated** step (a time limit) the future exists but was not seen: the
  return is the reward plus `gamma * next_values[t]`;
- otherwise it is the reward plus `gamma` times the return of the next step.

If both flags are set, terminated wins. A last step with neither flag is treated as
truncated. Return a list of floats, empty for an empty buffer.

Example: rewards 1, 1, 1 with the second step terminated, next value 10 after the last,
gamma 0.5: the returns are 1.5, 1.0 and 6.0.
"""

LEVEL = "mid"
MINUTES = 15
TOPICS = ["mdp", "bellman-equation"]
ARTICLE = "reinforcement-learning/mdps-and-bellman-equations"
HINTS = [
    "Walk backward: each return needs only the one after it.",
    "At each step decide what follows: nothing, an estimate, or the return already "
    "computed. Write these three cases down before the arithmetic.",
    "The last step has no successor in the buffer, so without a flag it is a cut.",
]
COMPLEXITY = "$O(T)$ time, $O(T)$ memory for the result."
VARIATIONS = [
    (
        "Return generalized advantages instead.",
        "Go backward with $A_t = \\delta_t + \\gamma\\lambda A_{t+1}$, where the product "
        "is cut at both flags and $\\delta_t$ bootstraps only where not terminated.",
    ),
    (
        "Many environments run side by side.",
        "Arrays of shape (T, N) and the same loop over T; each flag is a vector of masks.",
    ),
    (
        "The environment resets itself and returns the first observation of the next "
        "episode.",
        "Then the true next state is gone unless the environment hands it over; store "
        "its value before the reset, or truncation bootstraps from a wrong state.",
    ),
]


# --8<-- [start:solution]
def bootstrapped_returns(rewards, terminated, truncated, next_values, gamma):
    """Return the discounted return at each of T steps, as a list.

    rewards, next_values: T numbers; terminated, truncated: T flags; gamma in [0, 1].

    >>> flags = [False, True, False]
    >>> bootstrapped_returns([1, 1, 1], flags, [False] * 3, [0, 0, 10], 0.5)
    [1.5, 1.0, 6.0]
    """
    returns = [0.0] * len(rewards)
    for t in reversed(range(len(rewards))):
        if terminated[t]:
            following = 0.0
        elif truncated[t] or t + 1 == len(rewards):
            following = next_values[t]
        else:
            following = returns[t + 1]
        returns[t] = float(rewards[t] + gamma * following)
    return returns


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_two_episodes_and_a_cut():
    flags = [False, True, False]
    got = bootstrapped_returns([1, 1, 1], flags, [False] * 3, [0, 0, 10], 0.5)
    assert got == [1.5, 1.0, 6.0]


def test_one_finished_episode():
    got = bootstrapped_returns(
        [1, 2, 3], [False, False, True], [False] * 3, [9, 9, 9], 0.1
    )
    assert [round(g, 9) for g in got] == [1.23, 2.3, 3.0]


def test_truncation_uses_the_estimate():
    got = bootstrapped_returns([1, 1], [False, False], [True, True], [4, 6], 0.5)
    assert got == [3.0, 4.0]


def test_terminated_wins():
    assert bootstrapped_returns([2], [True], [True], [1e9], 0.9) == [2.0]


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _literal(rewards, terminated, truncated, next_values, gamma):
    returns = []
    for start in range(len(rewards)):
        total, weight, t = 0.0, 1.0, start
        while True:
            total += weight * rewards[t]
            weight *= gamma
            if terminated[t]:
                break
            if truncated[t] or t + 1 == len(rewards):
                total += weight * next_values[t]
                break
            t += 1
        returns.append(total)
    return returns


def _case(length, seed):
    numbers, flags = [], []
    for _ in range(4 * length):
        seed = (1103515245 * seed + 12345) % 2**31
        numbers.append(seed / 2**30 - 1)
        flags.append(seed // 7919 % 5 == 0)
    return (numbers[:length], flags[:length], flags[length : 2 * length],
            numbers[2 * length : 3 * length])  # fmt: skip


def test_agrees_with_the_definition():
    for length in (1, 2, 13, 47):
        for gamma in (0.0, 0.3, 0.99, 1.0):
            case = _case(length, seed=length)
            got = bootstrapped_returns(*case, gamma)
            expected = _literal(*case, gamma)
            assert len(got) == length
            assert all(abs(a - b) < 1e-9 for a, b in zip(got, expected, strict=True))


def test_rewards_do_not_leak_across_an_ending():
    flags = [False, True, False, False]
    one = bootstrapped_returns([1, 1, 0, 0], flags, [False] * 4, [0] * 4, 0.9)
    two = bootstrapped_returns([1, 1, 500, 9], flags, [False] * 4, [7] * 4, 0.9)
    assert one[:2] == two[:2]


def test_a_discount_of_zero_returns_the_rewards():
    got = bootstrapped_returns([3, 1, 4], [False] * 3, [False] * 3, [5, 9, 2], 0)
    assert got == [3.0, 1.0, 4.0]


def test_an_empty_buffer():
    assert bootstrapped_returns([], [], [], [], 0.9) == []


# --8<-- [end:hidden]
