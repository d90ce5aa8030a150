r"""Find a change, and when it began

A stream of numbers should have the mean `mu0`. Write `cusum(xs, mu0, k, h)` with the
two statistics

$$S^+_t = \max(0,\, S^+_{t-1} + x_t - \mu_0 - k), \qquad
S^-_t = \max(0,\, S^-_{t-1} + \mu_0 - x_t - k),$$

both 0 before the first number, $k \ge 0$, $h \ge 0$. At the first index at which one of
them is greater than $h$, return the pair (alarm index, estimated start): the start is
the index after the last zero of the side that alarms, where "before the first number"
counts as a zero. Both sides cannot pass $h$ at the same index, as $k$ is not negative.
Return `None` if nothing alarms. Indices begin at 0.

Example: for 0, 0, 0, 2, 2, 2 with `mu0` 0, `k` 0.5 and `h` 2 the upper statistic is
0, 0, 0, 1.5, 3, so the alarm is at 4 and the change began at 3.
"""

LEVEL = "mid"
MINUTES = 20
TOPICS = ["drift-detection"]
ARTICLE = "mlops-and-edge/monitoring-and-drift"
HINTS = [
    "One pass, four variables: both statistics, and for each the start of its run.",
    "Whenever a statistic is zero after an update, its run can begin at the next index "
    "at the earliest.",
    "Compare with `>`, not `>=`; and return the start of the side that alarms.",
]
COMPLEXITY = "$O(n)$ time, $O(1)$ memory: it works on a stream."
VARIATIONS = [
    (
        "How do you choose k and h?",
        "k is half of the smallest shift that matters. h follows from the run length to "
        "a false alarm that one can live with, by a Markov chain or simulation.",
    ),
    (
        "The variance is unknown and drifts.",
        "Standardize by a robust estimate from a reference window, or use ranks. A wrong "
        "variance changes the false-alarm rate a lot.",
    ),
    (
        "The series has a weekly pattern.",
        "Take residuals from the same weekday, or of a forecast, or every Saturday alarms.",
    ),
]


# --8<-- [start:solution]
def cusum(xs, mu0, k, h):
    """Return (alarm index, start of the change) or None, two-sided.

    xs: iterable of numbers; mu0: the mean it should have; k, h >= 0.

    >>> cusum([0, 0, 0, 2, 2, 2], 0, 0.5, 2)
    (4, 3)
    """
    up = down = 0.0
    up_start = down_start = 0
    for t, x in enumerate(xs):
        up = max(0.0, up + x - mu0 - k)
        down = max(0.0, down + mu0 - x - k)
        if up > h or down > h:
            return (t, up_start) if up > h else (t, down_start)
        if up == 0:
            up_start = t + 1
        if down == 0:
            down_start = t + 1
    return None


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_a_step_is_located():
    assert cusum([0, 0, 0, 2, 2, 2], 0, 0.5, 2) == (4, 3)


def test_downward_shifts_are_found():
    assert cusum([5, 5, 3, 3, 3], 5, 0.5, 2) == (3, 2)


def test_nothing_to_find():
    result = cusum([0.1, -0.1] * 20 + [9], 0, 0.5, 2)
    assert result == (40, 40)
    found = [cusum([0.1, -0.1] * 20, 0, 0.5, 2), cusum([3], 0, 0, 2)]
    assert found == [None, (0, 0)]


# --8<-- [end:checks]


# --8<-- [start:hidden]
def test_exactly_h_does_not_alarm():
    assert cusum([1, 1, 1], 0, 0, 2) == (2, 0)
    assert cusum([2, 0, 0.5], 0, 0, 2) == (2, 0)


def test_a_reset_moves_the_start():
    assert cusum([1.5, -2, 0, 2, 2], 0, 0.5, 2.5) == (4, 3)


def test_small_drift_adds_up():
    assert cusum([0.0] * 10 + [0.5] * 30, 0, 0.25, 3) == (22, 10)  # exact in binary
    assert cusum([0.0] * 10 + [-0.5] * 30, 0, 0.25, 3) == (22, 10)


def test_an_empty_stream_has_no_alarm_and_a_jump_does():
    assert cusum([], 0, 1, 1) is None
    assert cusum(iter([0, 0, 9]), 0, 1, 1) == (2, 2)


def test_each_side_keeps_its_own_start():
    assert cusum([-4, 4.5], 0, 0, 4.2) == (1, 1)
    assert cusum([4, -8.5], 0, 0, 4.2) == (1, 1)
    assert cusum([1, -4, -4, -4], 0, 1, 8) == (3, 1)
    assert cusum([-1, -1, 4, 4, 4], 0, 1, 8) == (4, 2)


def test_limit_zero_alarms_on_the_first_excess():
    assert cusum([0, 0, 0.1], 0, 0, 0) == (2, 2)


# --8<-- [end:hidden]
