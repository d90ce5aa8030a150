import numpy as np
import pytest
from snippets.deep_learning.lstm_gru_cells import (
    gru_cell,
    lstm_cell,
    parameter_count,
    reverse_each,
    run,
    sigmoid,
)

LENGTHS = np.array([7, 3, 5])


def weights(gates, d=2, h=11, seed=0):
    rng = np.random.default_rng(seed)
    shapes = [(gates * h, d), (gates * h, h), (gates * h,), (gates * h,)]
    return [rng.normal(0, 0.5, shape) for shape in shapes]


@pytest.mark.parametrize(
    ("cell", "gates", "parts"), [(lstm_cell, 4, 2), (gru_cell, 3, 1)]
)
def test_padding_never_reaches_outputs_or_states(cell, gates, parts):
    x = np.random.default_rng(1).normal(size=(7, 3, 2))
    start = (np.zeros((3, 11)),) * parts
    padding = np.arange(7)[:, None] >= LENGTHS
    outputs, state = run(cell, x, start, weights(gates), LENGTHS)
    x[padding] = np.nan
    dirty, same = run(cell, x, start, weights(gates), LENGTHS)
    np.testing.assert_array_equal(outputs, dirty)
    np.testing.assert_array_equal(state[0], same[0])
    assert not outputs[padding].any()
    for row, length in enumerate(LENGTHS):
        alone, last = run(
            cell,
            x[:length, row : row + 1],
            (np.zeros((1, 11)),) * parts,
            weights(gates),
            [length],
        )
        np.testing.assert_allclose(outputs[:length, row], alone[:, 0], atol=1e-14)
        np.testing.assert_allclose(state[-1][row], last[-1][0], atol=1e-14)


def test_carrying_the_state_equals_one_long_run():
    x = np.random.default_rng(1).normal(size=(7, 3, 2))
    start = (np.zeros((3, 11)),) * 2
    whole, end = run(lstm_cell, x, start, weights(4), [7] * 3)
    first, state = run(lstm_cell, x[:2], start, weights(4), [2] * 3)
    second, last = run(lstm_cell, x[2:], state, weights(4), [5] * 3)
    np.testing.assert_allclose(np.concatenate([first, second]), whole, atol=1e-14)
    np.testing.assert_allclose(last[1], end[1], atol=1e-14)


def test_a_saturated_forget_gate_keeps_the_cell():
    w_x, w_h, b_x, b_h = weights(4)
    w_x, w_h = w_x * 0, w_h * 0
    b_x = np.repeat([-50.0, 50.0, 0.0, 0.0], 11)  # input gate shut, forget gate open
    cell = np.random.default_rng(1).normal(size=(3, 11))
    _, state = run(
        lstm_cell,
        np.ones((7, 3, 2)),
        (cell * 0, cell),
        (w_x, w_h, b_x, b_h * 0),
        [7] * 3,
    )
    np.testing.assert_allclose(state[1], cell, atol=1e-12)


def test_reverse_each_reverses_only_the_real_part():
    x = np.arange(21.0).reshape(7, 3, 1)
    back = reverse_each(x, LENGTHS)
    np.testing.assert_array_equal(back[:3, 1, 0], x[2::-1, 1, 0])
    np.testing.assert_array_equal(back[3:, 1], x[3:, 1])
    np.testing.assert_array_equal(reverse_each(back, LENGTHS), x)


def test_counts_equal_the_sizes_of_the_weights():
    for gates in (3, 4):
        arrays = weights(gates, d=2, h=11)
        assert parameter_count(gates, 2, 11) == sum(w.size for w in arrays)
        assert parameter_count(gates, 2, 11, biases=1) == sum(
            w.size for w in arrays[:3]
        )


def test_sigmoid_is_stable():
    np.testing.assert_allclose(sigmoid(np.array([-1e3, 0.0, 1e3])), [0, 0.5, 1])


@pytest.mark.parametrize("lengths", [[7, 3], [0, 3, 5], [8, 3, 5]])
def test_bad_lengths_are_refused(lengths):
    with pytest.raises(ValueError, match="expected 3 lengths in 1"):
        run(gru_cell, np.ones((7, 3, 2)), (np.zeros((3, 11)),), weights(3), lengths)
