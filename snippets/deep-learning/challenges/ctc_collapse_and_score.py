r"""Score a transcript under CTC

A network gives, for each of $T$ frames, a probability for each of $K$ symbols; one of
them is the blank. An alignment is one symbol per frame. Reading it means: merge
neighbors that are equal, then remove the blanks. So `a a - a b` reads as `a a b`.

Write `ctc_prob(probs, target, blank=0)`, which returns the total probability of all
alignments that read as `target`. The probability of an alignment is the product of its
frames' probabilities. `probs` has $T \ge 1$ rows of $K$ numbers, `target` holds symbol
indices without the blank and may be empty. If no alignment fits, return 0.0. There can
be thousands of frames: memory must be linear in `len(target)`, time in $T$ times that.
The arguments stay unchanged. Underflow to 0 is accepted.

Example: with `probs = [[0.4, 0.6], [0.3, 0.7]]` and `target = [1]`, the alignments are
`1 1`, `- 1` and `1 -`, and the answer is 0.42 + 0.28 + 0.18 = 0.88.
"""

LEVEL = "senior"
MINUTES = 20
TOPICS = ["speech-ctc", "dynamic-programming"]
ARTICLE = "deep-learning/sequence-models-rnn"
HINTS = [
    "Write the target with a blank before, between and after its labels. An alignment "
    "walks through these $2U + 1$ states from left to right.",
    "Keep one number per state: the total probability of the frames so far, ending "
    "there. A new frame comes from the same state or from the one before.",
    "Two states back is allowed as well if this state is a label and differs from the "
    "label two back. At the end, add the last label's state and the last blank's.",
]
COMPLEXITY = "$O(TU)$ time and $O(U)$ memory for $T$ frames and $U$ labels."
VARIATIONS = [
    (
        "Thousands of frames make the result 0. What do you change?",
        "Work with logarithms and log-sum-exp, or rescale the states after each frame "
        "and add up the logarithms of the scales.",
    ),
    (
        "Return the most probable alignment instead.",
        "Maxima in place of sums, a back pointer per state and frame, and a walk back "
        "from the better of the two final states: $O(TU)$ memory.",
    ),
    (
        "Find the most probable target, not the score of a given one.",
        "Prefix beam search: per prefix keep the probability of ending in a blank and "
        "of ending in a label. Taking the best symbol of each frame is only a guess, "
        "as it finds the best alignment, not the best sum.",
    ),
]


# --8<-- [start:solution]
def ctc_prob(probs: list[list[float]], target: list[int], blank: int = 0) -> float:
    """Return the total probability of all alignments that read as target.

    probs: T rows of K probabilities; target: symbol indices without the blank

    >>> round(ctc_prob([[0.4, 0.6], [0.3, 0.7]], [1]), 10)
    0.88
    """
    states = [blank]
    for label in target:
        states += [label, blank]
    alpha = [1.0] + [0.0] * (len(states) - 1)  # before the first frame
    for frame in probs:
        reached = []
        for s, symbol in enumerate(states):
            total = alpha[s] + (alpha[s - 1] if s else 0.0)
            if s > 1 and symbol != blank and symbol != states[s - 2]:
                total += alpha[s - 2]
            reached.append(total * frame[symbol])
        alpha = reached
    return sum(alpha[-2:])


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_example():
    assert abs(ctc_prob([[0.4, 0.6], [0.3, 0.7]], [1]) - 0.88) < 1e-12


def test_empty_target_is_all_blanks():
    assert abs(ctc_prob([[0.4, 0.6], [0.3, 0.7]], []) - 0.12) < 1e-12


def test_repeated_labels_need_a_blank_between():
    probs = [[0.2, 0.5, 0.3], [0.6, 0.3, 0.1], [0.1, 0.8, 0.1]]
    assert abs(ctc_prob(probs, [1, 1]) - 0.5 * 0.6 * 0.8) < 1e-12


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _probs(frames, symbols):
    rows = [
        [1.0 + (7 * t + 5 * k + 3 * t * k) % 11 for k in range(symbols)]
        for t in range(frames)
    ]
    return [[value / sum(row) for value in row] for row in rows]


def _by_enumeration(probs, blank):
    from itertools import groupby, product

    totals = {}
    for path in product(range(len(probs[0])), repeat=len(probs)):
        score = 1.0
        for row, symbol in zip(probs, path, strict=True):
            score *= row[symbol]
        read = tuple(symbol for symbol, _ in groupby(path) if symbol != blank)
        totals[read] = totals.get(read, 0.0) + score
    return totals


def test_enumeration_up_to_five_frames():
    for frames in range(1, 6):
        probs = _probs(frames, 3)
        for target, total in _by_enumeration(probs, 0).items():
            assert abs(ctc_prob(probs, list(target)) - total) < 1e-12


def test_another_blank():
    probs = _probs(4, 3)
    for target, total in _by_enumeration(probs, 2).items():
        assert abs(ctc_prob(probs, list(target), 2) - total) < 1e-12


def test_infeasible_length_gives_zero():
    assert ctc_prob(_probs(2, 3), [1, 2, 1]) == 0
    assert ctc_prob(_probs(2, 3), [1, 1]) == 0
    assert ctc_prob(_probs(5, 3), [1, 1, 1]) > 0


def test_many_frames_are_fast():
    probs = [[0.98, 0.02]] * 1500
    expected = 0.98**1500
    assert abs(ctc_prob(probs, []) - expected) < 1e-9 * expected
    assert 0 < ctc_prob(probs, [1] * 50) < 1


def test_the_arguments_are_not_changed():
    probs, target = _probs(4, 3), [1, 2]
    copy = [list(row) for row in probs]
    assert ctc_prob(probs, target) > 0
    assert probs == copy and target == [1, 2]


# --8<-- [end:hidden]
