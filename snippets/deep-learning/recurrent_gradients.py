"""Backpropagation through time for tanh, residual, GRU and LSTM recurrences.

Source: Pascanu, Mikolov and Bengio (2013), equations 3-5; Hochreiter and Schmidhuber
(1997). Each step backward multiplies by one transposed Jacobian; here is how much is
left for the input k steps before the end. Cost: O(gates · h(d + h)) a step.
Shapes: d inputs, h units, T steps. w_x (gates·h, d), w_h (gates·h, h), b (gates·h).
Gate order i, f, g, o (LSTM) and r, z, n (GRU), with one bias vector.
"""

import numpy as np


def sigmoid(z):
    """Return 1 / (1 + exp(-z)) without overflow."""
    return 0.5 * (1 + np.tanh(z / 2))


def tanh_step(x, h, w_x, w_h, b, residual=None):
    """Return tanh(a) or h + residual · tanh(a), and its backward pass."""
    y = np.tanh(w_x @ x + w_h @ h + b)
    keep, scale = (0.0, 1.0) if residual is None else (1.0, residual)

    def backward(grad):
        grad_a = scale * grad * (1 - y**2)
        return w_x.T @ grad_a, keep * grad + w_h.T @ grad_a

    return keep * h + scale * y, backward


def gru_step(x, h, w_x, w_h, b):
    """Return the next h and its backward pass."""
    x_r, x_z, x_n = np.split(w_x @ x + b, 3)
    h_r, h_z, h_n = np.split(w_h @ h, 3)
    r, z = sigmoid(x_r + h_r), sigmoid(x_z + h_z)
    n = np.tanh(x_n + r * h_n)

    def backward(grad):
        a_n = grad * (1 - z) * (1 - n**2)
        a_z = grad * (h - n) * z * (1 - z)
        a_r = a_n * h_n * r * (1 - r)
        through = w_h.T @ np.concatenate([a_r, a_z, a_n * r])
        return w_x.T @ np.concatenate([a_r, a_z, a_n]), grad * z + through

    return (1 - z) * n + z * h, backward


# --8<-- [start:lstm]
def lstm_step(x, state, w_x, w_h, b):
    """Return the next [h, c] of shape (2, h) and its backward pass."""
    h, c = state
    a_i, a_f, a_g, a_o = np.split(w_x @ x + w_h @ h + b, 4)
    i, f, g, o = sigmoid(a_i), sigmoid(a_f), np.tanh(a_g), sigmoid(a_o)
    new = f * c + i * g
    y = np.tanh(new)

    def backward(grad):
        cell = grad[1] + grad[0] * o * (1 - y**2)
        gates = cell * g * i * (1 - i), cell * c * f * (1 - f), cell * i * (1 - g**2)
        a = np.concatenate([*gates, grad[0] * y * o * (1 - o)])
        return w_x.T @ a, np.stack([w_h.T @ a, cell * f])

    return np.stack([o * y, new]), backward


# --8<-- [end:lstm]
def input_gradients(step, xs, state, grad, *weights):
    """Return dL/dx (T, d), last step first, for dL/dstate = grad at the end.

    step: one of the functions above; xs: (T, d); state, grad: (h,) or (2, h)
    """
    if np.shape(grad) != np.shape(state):
        raise ValueError(f"expected grad {np.shape(state)}, got {np.shape(grad)}")
    tape, gradients = [], []
    for x in xs:
        state, backward = step(x, state, *weights)
        tape.append(backward)
    for backward in reversed(tape):
        grad_x, grad = backward(grad)
        gradients.append(grad_x)
    return np.array(gradients)
