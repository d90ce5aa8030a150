r"""A sequential test for a canary

`outcomes` are 0 or 1 in order, 1 for an error. The null hypothesis is an error rate
`p0`, the alternative `p1`. Write `sprt(outcomes, p0, p1, alpha, beta)`. It adds up the
log-likelihood ratio of `p1` to `p0`,

$$\ln\frac{p_1}{p_0} \text{ for a 1}, \qquad \ln\frac{1-p_1}{1-p_0} \text{ for a 0},$$

and returns at the first index $i$, counted from 1, at which it decides:

- `("reject", i)` if the sum is at least $\ln\frac{1-\beta}{\alpha}$,
- `("accept", i)` if it is at most $\ln\frac{\beta}{1-\alpha}$,

both with a tolerance of $10^{-12}$, so that hitting a boundary counts. If nothing is
decided, return `("continue", n)` with the number of outcomes. Raise `ValueError` unless
all four numbers lie strictly between 0 and 1 and `p0` differs from `p1`.

Example: `p0` 0.1, `p1` 0.5, `alpha` and `beta` 0.05: two errors in a row give
$2\ln 5 = 3.2 \ge \ln 19 = 2.9$, so the answer is `("reject", 2)`.
"""

from math import log

LEVEL = "mid"
MINUTES = 15
TOPICS = ["sequential-testing", "deployment-strategies"]
ARTICLE = "mlops-and-edge/deployment-strategies-and-rollbacks"
HINTS = [
    "Compute both increments and both boundaries once, before the loop.",
    "The success increment is negative if p1 is larger than p0; nothing needs a case "
    "distinction for p1 below p0.",
    "Check after each outcome, with `>= high - 1e-12` and `<= low + 1e-12`.",
]
COMPLEXITY = "$O(n)$ time, $O(1)$ memory, and it works on a stream."
VARIATIONS = [
    (
        "How many healthy requests does it take to accept?",
        "With no error at all $\\ln\\frac{\\beta}{1-\\alpha} / \\ln\\frac{1-p_1}{1-p_0}$, "
        "rounded up. For p0 0.1 %, p1 0.2 % and 5 % each that is 2,941.",
    ),
    (
        "The control's rate is not known either.",
        "Compare pairs of one request from each arm and test the share of discordant "
        "pairs that fail in the canary, or use a sequential test for two proportions.",
    ),
    (
        "Requests of one user are dependent.",
        "Count users, or errors per user-hour; otherwise the test stops too early.",
    ),
]


# --8<-- [start:solution]
def sprt(outcomes, p0, p1, alpha, beta):
    """Return ("reject" | "accept" | "continue", index from 1).

    outcomes: iterable of 0 and 1. ValueError for numbers outside (0, 1) or p0 == p1.

    >>> sprt([1, 1, 0], 0.1, 0.5, 0.05, 0.05)
    ('reject', 2)
    """
    if not all(0 < value < 1 for value in (p0, p1, alpha, beta)) or p0 == p1:
        raise ValueError(f"expected rates in (0, 1), got {p0}, {p1}, {alpha}, {beta}")
    high, low = log((1 - beta) / alpha), log(beta / (1 - alpha))
    error, success = log(p1 / p0), log((1 - p1) / (1 - p0))
    ratio, count = 0.0, 0
    for count, outcome in enumerate(outcomes, start=1):
        ratio += error if outcome else success
        if ratio >= high - 1e-12:
            return "reject", count
        if ratio <= low + 1e-12:
            return "accept", count
    return "continue", count


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_two_errors_reject():
    assert sprt([1, 1, 0], 0.1, 0.5, 0.05, 0.05) == ("reject", 2)


def test_all_zeros_accept_when_predicted():
    # ln(0.05/0.95) / ln(0.5/0.9) = 5.009, so the sixth success decides
    assert sprt([0] * 20, 0.1, 0.5, 0.05, 0.05) == ("accept", 6)


def test_too_little_data_continues():
    assert sprt([0, 0, 1], 0.1, 0.5, 0.05, 0.05) == ("continue", 3)


def test_equal_rates_are_refused():
    try:
        sprt([1], 0.2, 0.2, 0.05, 0.05)
    except ValueError:
        return
    raise AssertionError("expected a ValueError")


# --8<-- [end:checks]


# --8<-- [start:hidden]
def test_hitting_a_boundary_counts():
    # error adds ln 3, the boundary is ln((1 - 0.1)/0.1) = ln 9
    assert sprt([1, 1], 0.2, 0.6, 0.1, 0.1) == ("reject", 2)


def test_a_lower_alternative_works_too():
    assert sprt([0, 0, 0, 0, 0, 0], 0.5, 0.1, 0.05, 0.05) == ("reject", 6)
    assert sprt([1, 1], 0.5, 0.1, 0.05, 0.05) == ("accept", 2)


def test_nothing_yet():
    assert sprt([], 0.1, 0.2, 0.05, 0.05) == ("continue", 0)


def test_it_stops_at_the_first_decision():
    stream = iter([1, 1, 1, 1])
    assert sprt(stream, 0.1, 0.5, 0.05, 0.05) == ("reject", 2)
    assert list(stream) == [1, 1]


def test_numbers_outside_the_open_interval_are_refused():
    refused = 0
    for bad in [(0, 0.5, 0.1, 0.1), (0.1, 1, 0.1, 0.1), (0.1, 0.5, 0, 0.1),
                (0.1, 0.5, 0.1, 1)]:  # fmt: skip
        try:
            sprt([1], *bad)
        except ValueError:
            refused += 1
    assert refused == 4


# --8<-- [end:hidden]
