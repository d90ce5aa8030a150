import numpy as np
import pytest
import torch
from snippets.deep_learning.recurrent_gradients import (
    gru_step,
    input_gradients,
    lstm_step,
    tanh_step,
)

KINDS = [
    (torch.nn.RNN, tanh_step, 1, (7,)),
    (torch.nn.GRU, gru_step, 3, (7,)),
    (torch.nn.LSTM, lstm_step, 4, (2, 7)),
]


@pytest.mark.parametrize(("theirs", "step", "gates", "shape"), KINDS)
def test_equals_torch(theirs, step, gates, shape):
    rng = np.random.default_rng(0)
    layer = theirs(3, 7).double()
    sizes = [(gates * 7, 3), (gates * 7, 7), (gates * 7,)]
    weights = [rng.normal(0, 0.5, size) for size in sizes]
    values = [*weights, np.zeros(gates * 7)]
    with torch.no_grad():
        for parameter, value in zip(layer.parameters(), values, strict=True):
            parameter.copy_(torch.tensor(value))
    xs, start = rng.normal(size=(5, 3)), rng.normal(size=shape)
    grad = rng.normal(size=shape)
    inputs = torch.tensor(xs, requires_grad=True)
    given = torch.tensor(start).reshape(-1, 1, 7)
    _, state = layer(inputs, tuple(given) if len(given) == 2 else given[0])
    loss = (torch.stack(list(state)).reshape(shape) * torch.tensor(grad)).sum()
    (expected,) = torch.autograd.grad(loss, inputs)
    ours = input_gradients(step, xs, start, grad, *weights)[::-1]
    np.testing.assert_allclose(ours, expected, atol=1e-12)
