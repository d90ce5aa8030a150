import numpy as np
import pytest
import torch
from snippets.deep_learning.lstm_gru_cells import (
    gru_cell,
    lstm_cell,
    parameter_count,
    reverse_each,
    run,
)

LENGTHS = np.array([7, 3, 5])
KINDS = [(torch.nn.LSTM, lstm_cell, 4, 2), (torch.nn.GRU, gru_cell, 3, 1)]


def packed(layer, x, start):
    pack = torch.nn.utils.rnn.pack_padded_sequence(
        torch.tensor(x), torch.tensor(LENGTHS), enforce_sorted=False
    )
    output, state = layer(pack, start)
    return torch.nn.utils.rnn.pad_packed_sequence(output)[0], state


@pytest.mark.parametrize(("theirs", "cell", "gates", "parts"), KINDS)
def test_packed_sequences_equal_torch(theirs, cell, gates, parts):
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    layer = theirs(2, 11).double()
    x, start = rng.normal(size=(7, 3, 2)), rng.normal(size=(parts, 3, 11))
    given = tuple(torch.tensor(part)[None] for part in start)
    expected, state = packed(layer, x, given if parts == 2 else given[0])
    values = [w.detach().numpy() for w in layer.parameters()]
    outputs, ours = run(cell, x, tuple(start), values, LENGTHS)
    np.testing.assert_allclose(outputs, expected.detach(), atol=1e-12)
    for mine, other in zip(ours, state if parts == 2 else (state,), strict=True):
        np.testing.assert_allclose(mine, other[0].detach(), atol=1e-12)
    assert parameter_count(gates, 2, 11) == sum(w.numel() for w in layer.parameters())


def test_bidirectional_lstm_equals_torch():
    torch.manual_seed(0)
    layer = torch.nn.LSTM(2, 11, bidirectional=True).double()
    x = np.random.default_rng(0).normal(size=(7, 3, 2))
    expected, _ = packed(layer, x, None)
    values = [w.detach().numpy() for w in layer.parameters()]
    start = (np.zeros((3, 11)),) * 2
    ahead, _ = run(lstm_cell, x, start, values[:4], LENGTHS)
    back, _ = run(lstm_cell, reverse_each(x, LENGTHS), start, values[4:], LENGTHS)
    both = np.concatenate([ahead, reverse_each(back, LENGTHS)], axis=-1)
    np.testing.assert_allclose(both, expected.detach(), atol=1e-12)


def test_counts_of_the_question():
    for theirs, gates in [(torch.nn.LSTM, 4), (torch.nn.GRU, 3)]:
        for bias in (True, False):
            size = sum(w.numel() for w in theirs(128, 256, bias=bias).parameters())
            assert parameter_count(gates, 128, 256, biases=2 * bias) == size
