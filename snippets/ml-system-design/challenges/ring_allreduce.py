r"""Ring all-reduce

$N$ ranks hold $N$ numbers each: `chunks[r][c]` is rank $r$'s number for chunk $c$. Write
`ring_allreduce(chunks)`, which simulates the two phases with synchronous sends to the
right neighbor (rank $r$ to rank $r + 1$, the last one to rank 0), one number per rank
and step:

1. reduce-scatter, $N - 1$ steps, after which each rank holds one finished sum;
2. all-gather, $N - 1$ steps, after which every rank holds all sums.

Return the lists of all ranks (separate lists), and how many numbers each rank sent. Each
sum is finished on one rank and then copied, so that all ranks hold exactly the same
numbers, also fractions. The input must not be changed, and $N = 1$ sends nothing.

Example: two ranks with 1, 2 and 10, 20 both end with 11, 22, having sent two numbers.
"""

LEVEL = "mid"
MINUTES = 25
TOPICS = ["data-parallelism"]
ARTICLE = "ml-system-design/distributed-training-at-scale"
HINTS = [
    "In the first step rank r sends chunk r. Which chunk does it receive, and what "
    "should it send next?",
    "In step t of reduce-scatter rank r sends chunk (r − t) mod N, the one it received "
    "and added to in the step before.",
    "After N − 1 steps rank r holds the finished chunk (r + 1) mod N. It starts the "
    "all-gather with that one, and overwrites instead of adding.",
]
COMPLEXITY = "$O(N^2)$ sends in all, $2(N-1)$ a rank."
VARIATIONS = [
    (
        "How long does it take for S bytes?",
        "$2(N-1)$ steps of $S/N$ bytes: $2\\frac{N-1}{N} S/B$ plus $2(N-1)$ latencies. "
        "The first term hardly grows with N, the second does.",
    ),
    (
        "Latency dominates. What else?",
        "Trees or recursive doubling have $O(\\log N)$ steps; a hierarchy reduces "
        "within a node first. For large messages the ring wins again.",
    ),
    (
        "Are all ranks bitwise equal at the end?",
        "Yes: each sum was finished on one rank and copied. Another number of ranks "
        "adds in another order and may differ in the last bits.",
    ),
]


# --8<-- [start:solution]
def ring_allreduce(chunks):
    """Return (lists of all ranks after all-reduce, numbers sent by each rank).

    chunks: N lists of N numbers.

    >>> ring_allreduce([[1, 2], [10, 20]])
    ([[11, 22], [11, 22]], 2)
    """
    ranks = len(chunks)
    held = [list(row) for row in chunks]
    sent = 0
    for phase in ("reduce", "gather"):
        for step in range(ranks - 1):
            offset = 0 if phase == "reduce" else 1
            messages = []
            for r in range(ranks):
                c = (r + offset - step) % ranks
                messages.append(((r + 1) % ranks, c, held[r][c]))
            for to, c, number in messages:
                held[to][c] = held[to][c] + number if phase == "reduce" else number
            sent += 1
    return held, sent


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_two_ranks():
    assert ring_allreduce([[1, 2], [10, 20]]) == ([[11, 22], [11, 22]], 2)


def test_three_ranks_with_negative_numbers():
    held, sent = ring_allreduce([[1, -2, 3], [4, 5, -6], [-7, 8, 9]])
    assert held == [[-2, 11, 6]] * 3
    assert sent == 4


def test_one_rank_sends_nothing():
    assert ring_allreduce([[5]]) == ([[5]], 0)


# --8<-- [end:checks]


# --8<-- [start:hidden]
def test_every_rank_ends_with_the_column_sums():
    for ranks in (2, 5, 11):
        chunks = [[(7 * r * r + 13 * c) % 29 - 14 for c in range(ranks)]
                  for r in range(ranks)]  # fmt: skip
        held, sent = ring_allreduce(chunks)
        sums = [sum(row[c] for row in chunks) for c in range(ranks)]
        assert held == [sums] * ranks
        assert sent == 2 * (ranks - 1)


def test_the_input_is_not_changed():
    chunks = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    held, _ = ring_allreduce(chunks)
    assert chunks == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    held[0][0] = 99
    assert held[1][0] == 12


def test_all_ranks_hold_exactly_the_same_fractions():
    ranks = 7
    chunks = [[(r + 1) / (3 * c + r + 2) for c in range(ranks)] for r in range(ranks)]
    held, _ = ring_allreduce(chunks)
    assert all(row == held[0] for row in held)
    sums = [sum(row[c] for row in chunks) for c in range(ranks)]
    assert all(abs(a - b) < 1e-12 for a, b in zip(held[0], sums, strict=True))


# --8<-- [end:hidden]
