r"""Pack sequences into rows

A batch is a matrix with rows of `max_len` tokens. Short sequences leave padding, on which
the accelerator works for nothing. Write `pack_sequences(lengths, max_len)`, which puts
several sequences into one row by first-fit decreasing:

- Take the sequences from long to short; equal lengths in their original order.
- Put each into the first row, in the order in which rows were opened, that has room.
  If none has, open a new row.

Return a list of rows, each a list of indices into `lengths`: rows in the order in which
they were opened, indices in the order of placement. Lengths are positive whole numbers.
A sequence longer than `max_len` raises a `ValueError` whose message contains its length; an
empty input gives no rows.

Example: lengths 4, 8, 1, 4, 2, 1 with rows of 10 give `[[1, 4], [0, 3, 2, 5]]`.
"""

import pytest

LEVEL = "mid"
MINUTES = 20
TOPICS = ["profiling", "coding-round"]
ARTICLE = "coding-and-data/profiling-and-training-performance"
HINTS = [
    "Sort indices, not lengths. Python's sort is stable, also with a negated key.",
    "Keep for each open row the room that is left, in a list beside the rows.",
    "`next` over the rows with enough room, with the number of rows as its default, gives "
    "the row, or the one to open. Refuse sequences that are too long before you begin.",
]
COMPLEXITY = (
    "$O(n \\log n)$ for the sort and $O(n r)$ for the search with $r$ rows, so $O(n^2)$ at "
    "worst. $O(n)$ memory."
)
VARIATIONS = [
    (
        "A million sequences: the search for a row is too slow.",
        "A segment tree over rows that holds the largest room in each subtree finds the "
        "first row with enough room in $O(\\log n)$. Or keep rows by remaining room, which "
        "is best fit: rooms are whole numbers up to `max_len`, so buckets suffice.",
    ),
    (
        "What must the model know about packed rows?",
        "Positions restart at each sequence and attention must not cross borders: a block "
        "diagonal mask, or kernels that take the cumulative lengths. The loss is averaged "
        "over real tokens.",
    ),
    (
        "Does packing change the training?",
        "Long sequences come first and meet similar ones, so shuffle rows, and pack within "
        "a shuffled buffer instead of the whole data set. The number of sequences a batch "
        "varies; the number of tokens is nearly constant.",
    ),
]


# --8<-- [start:solution]
def pack_sequences(lengths, max_len):
    """Return rows of indices by first-fit decreasing; no row exceeds max_len tokens.

    lengths: positive whole numbers -> list of lists, rows in order of opening.

    >>> pack_sequences([4, 8, 1, 4, 2, 1], 10)
    [[1, 4], [0, 3, 2, 5]]
    """
    longest = max(lengths, default=0)
    if longest > max_len:
        raise ValueError(f"expected lengths of at most {max_len}, got {longest}")
    rows, room = [], []
    for i in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        fitting = (row for row, left in enumerate(room) if lengths[i] <= left)
        row = next(fitting, len(rows))
        if row == len(rows):
            rows.append([])
            room.append(max_len)
        rows[row].append(i)
        room[row] -= lengths[i]
    return rows


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_the_example():
    assert pack_sequences([4, 8, 1, 4, 2, 1], 10) == [[1, 4], [0, 3, 2, 5]]


def test_equal_lengths_keep_their_order():
    assert pack_sequences([5, 5, 5], 10) == [[0, 1], [2]]


def test_the_first_row_with_room_is_taken_full_or_not():
    # When 1 comes, the rows have 3 and 1 left; below, 1 and 2.
    assert pack_sequences([1, 4, 5, 7], 10) == [[3, 0], [2, 1]]
    assert pack_sequences([6, 7, 2, 2, 1], 10) == [[1, 2, 4], [0, 3]]


def test_a_sequence_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="11"):
        pack_sequences([3, 11, 2], 10)


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _random(seed, count, longest):
    """Pseudo-random lengths from 1 to longest, without a library."""
    found, state = [], seed
    for _ in range(count):
        state = (1103515245 * state + 12345) % 2**31
        found.append(state // 65536 % longest + 1)
    return found


def _fewest(lengths, max_len):
    """The smallest number of rows, by trying every sum of subsets."""
    full = (1 << len(lengths)) - 1
    best = {0: (0, 0)}  # set of placed: (closed rows, tokens in the open one)
    for placed in range(full):
        rows, used = best[placed]
        for i, length in enumerate(lengths):
            if not placed >> i & 1:
                new = (
                    (rows, used + length)
                    if rows and used + length <= max_len
                    else (rows + 1, length)
                )
                key = placed | 1 << i
                best[key] = min(best.get(key, new), new)
    return best[full][0]


def test_every_index_once_and_no_row_too_long():
    lengths = _random(7, 211, 97)
    rows = pack_sequences(lengths, 101)
    assert sorted(i for row in rows for i in row) == list(range(211))
    assert all(row and sum(lengths[i] for i in row) <= 101 for row in rows)


def test_rows_are_near_the_optimum():
    for seed in range(1, 13):
        lengths = _random(seed, 9, 53)
        rows = pack_sequences(lengths, 59)
        fewest = _fewest(lengths, 59)
        assert fewest <= len(rows) <= 11 / 9 * fewest + 1


def test_order_within_rows_is_that_of_placement():
    lengths = _random(3, 101, 41)
    for row in pack_sequences(lengths, 43):
        taken = [(-lengths[i], i) for i in row]
        assert taken == sorted(taken)


def test_a_full_row_takes_no_more():
    assert pack_sequences([10, 10, 1], 10) == [[0], [1], [2]]


def test_empty_input():
    assert pack_sequences([], 10) == []


def test_the_input_is_not_changed():
    lengths = [1, 3, 2]
    rows = pack_sequences(lengths, 3)
    assert rows == [[1], [2, 0]]
    assert lengths == [1, 3, 2]


# --8<-- [end:hidden]
