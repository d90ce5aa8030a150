from functools import partial

import numpy as np
import pytest
from snippets.deep_learning.recurrent_gradients import (
    gru_step,
    input_gradients,
    lstm_step,
    tanh_step,
)

STEPS = [
    (tanh_step, 1, (7,)),
    (partial(tanh_step, residual=0.3), 1, (7,)),
    (gru_step, 3, (7,)),
    (lstm_step, 4, (2, 7)),
]


def problem(gates, shape):
    rng = np.random.default_rng(0)
    sizes = [(gates * 7, 3), (gates * 7, 7), (gates * 7,)]
    weights = [rng.normal(0, 0.5, size) for size in sizes]
    return (
        rng.normal(size=(5, 3)),
        rng.normal(size=shape),
        rng.normal(size=shape),
        weights,
    )


@pytest.mark.parametrize(("step", "gates", "shape"), STEPS)
def test_equals_central_differences(step, gates, shape):
    xs, start, grad, weights = problem(gates, shape)

    def loss(xs):
        state = start
        for x in xs:
            state, _ = step(x, state, *weights)
        return (grad * state).sum()

    ours = input_gradients(step, xs, start, grad, *weights)[::-1]
    for index in np.ndindex(*xs.shape):
        shift = np.zeros_like(xs)
        shift[index] = 6e-6
        numeric = (loss(xs + shift) - loss(xs - shift)) / 1.2e-5
        assert ours[index] == pytest.approx(numeric, abs=1e-8)


def test_norms_stay_below_the_power_of_the_largest_singular_value():
    xs, start, grad, (w_x, w_h, b) = problem(1, (7,))
    norms = np.linalg.norm(
        input_gradients(tanh_step, xs, start, grad, w_x, w_h, b), axis=1
    )
    bound = np.linalg.norm(w_h, 2) ** np.arange(5)
    assert (norms <= np.linalg.norm(w_x, 2) * bound * np.linalg.norm(grad)).all()


def test_a_grad_of_another_shape_is_refused():
    xs, start, grad, weights = problem(4, (2, 7))
    with pytest.raises(ValueError, match=r"expected grad \(2, 7\), got \(7,\)"):
        input_gradients(lstm_step, xs, start, grad[0], *weights)
