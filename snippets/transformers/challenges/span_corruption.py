r"""T5 span corruption

Write `span_corrupt(tokens, spans, sentinel0)`. `spans` are non-empty, non-overlapping
pairs `(start, end)`, end excluded, in any order. Replace each span, in order of
position, by one sentinel: the first by `sentinel0`, the second by `sentinel0 - 1`, and
so on. Return two lists:

- the input: the tokens with each span replaced by its sentinel;
- the target: for each span its sentinel followed by its tokens, and at the end the next
  unused sentinel.

Adjacent spans stay separate. Do not change `tokens`.

Example: tokens 1, 2, 3, 4, 5 with spans (1, 3) and (4, 5) and sentinel 99 give the input
1, 99, 4, 98 and the target 99, 2, 3, 98, 5, 97.
"""

LEVEL = "junior"
MINUTES = 15
TOPICS = ["pretraining-objectives"]
ARTICLE = "transformers/transformer-architectures"
HINTS = [
    "Sort the spans first; then one pass with a cursor that remembers where the last "
    "span ended.",
    "For each span copy what lies between the cursor and its start, append the "
    "sentinel to both outputs, and the span's tokens to the target.",
    "After the loop copy the rest, and close the target with the next sentinel, also "
    "when there are no spans.",
]
COMPLEXITY = "$O(n + k \\log k)$ time for $n$ tokens and $k$ spans, $O(n)$ memory."
VARIATIONS = [
    (
        "Reconstruct the tokens from both outputs.",
        "Split the target at sentinels into a table from sentinel to tokens, and replace "
        "each sentinel of the input. That inverse is also the best test.",
    ),
    (
        "Choose the spans yourself: 15 % of the tokens, mean length 3.",
        "Draw the number of spans as 0.15 n / 3, then lengths as a random composition of "
        "the noise tokens and gaps as one of the others, so that spans never touch.",
    ),
    (
        "Why are targets shorter than in full denoising?",
        "Only the dropped spans are predicted, so the decoder does less work for the "
        "same input.",
    ),
]


# --8<-- [start:solution]
def span_corrupt(
    tokens: list[int], spans: list[tuple[int, int]], sentinel0: int
) -> tuple[list[int], list[int]]:
    """Return (input, target) of T5's denoising objective.

    >>> span_corrupt([1, 2, 3, 4, 5], [(1, 3), (4, 5)], 99)
    ([1, 99, 4, 98], [99, 2, 3, 98, 5, 97])
    """
    inputs, target, cursor, sentinel = [], [], 0, sentinel0
    for start, end in sorted(spans):
        inputs += [*tokens[cursor:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        cursor, sentinel = end, sentinel - 1
    return inputs + list(tokens[cursor:]), [*target, sentinel]


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_two_spans():
    got = span_corrupt([1, 2, 3, 4, 5], [(1, 3), (4, 5)], 99)
    assert got == ([1, 99, 4, 98], [99, 2, 3, 98, 5, 97])


def test_no_spans():
    assert span_corrupt([7, 8], [], 50) == ([7, 8], [50])


def test_spans_at_both_ends():
    got = span_corrupt([1, 2, 3, 4], [(0, 1), (2, 4)], 9)
    assert got == ([9, 2, 8], [9, 1, 8, 3, 4, 7])


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _reconstruct(inputs, target, sentinels):
    table, current = {}, None
    for token in target:
        if token in sentinels:
            current = token
            table[current] = []
        else:
            table[current].append(token)
    out = []
    for token in inputs:
        out += table[token] if token in sentinels else [token]
    return out


def test_adjacent_spans_stay_separate():
    got = span_corrupt([1, 2, 3], [(0, 1), (1, 2)], 20)
    assert got == ([20, 19, 3], [20, 1, 19, 2, 18])


def test_unsorted_spans():
    tokens = list(range(100, 120))
    one = span_corrupt(tokens, [(12, 15), (2, 4), (7, 8)], 50)
    assert one == span_corrupt(tokens, [(2, 4), (7, 8), (12, 15)], 50)


def test_both_outputs_give_the_tokens_back():
    tokens = list(range(1000, 1040))
    for spans in ([(0, 40)], [(3, 5), (5, 9), (30, 31)], [(39, 40), (0, 2)]):
        inputs, target = span_corrupt(tokens, spans, 77)
        sentinels = set(range(77 - len(spans), 78))
        assert _reconstruct(inputs, target, sentinels) == tokens
        assert target[-1] == 77 - len(spans)


def test_tokens_are_not_changed():
    tokens = [1, 2, 3]
    assert span_corrupt(tokens, [(0, 2)], 9)[0] == [9, 3]
    assert tokens == [1, 2, 3]


# --8<-- [end:hidden]
