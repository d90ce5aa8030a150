r"""Sum a gradient back to the shape before broadcasting

You write the backward pass of an elementwise operation. Its operand had shape `shape`
and was broadcast by NumPy's rules to the shape of the result. Given the gradient of the
result, return the gradient of the operand.

Write `unbroadcast(grad, shape)`. Broadcasting copies: it adds axes on the left and
repeats axes of size 1. Each copy contributes to the same entry of the operand, so the
contributions are added. The result has exactly the shape `shape`, and `grad` is not
changed. If `shape` cannot be broadcast to the shape of `grad`, raise `ValueError`.

Example: a bias of shape `(3,)` was added to a batch `(2, 3)`. Its gradient is the sum
over the two rows.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 15
TOPICS = ["backpropagation"]
ARTICLE = "deep-learning/backprop-autodiff"
HINTS = [
    "The transpose of a copy is a sum. Which axes did broadcasting add, and which did "
    "it repeat?",
    "Shapes are aligned on the right. `grad.ndim - len(shape)` leading axes are new.",
    "An axis of the operand was repeated where its size is 1 and the gradient's is "
    "not. Sum it with its axis kept, or sum all axes at once and reshape.",
]
COMPLEXITY = (
    "For $n$ elements of `grad`: $O(n)$ time, and memory for the result besides the "
    "input."
)
VARIATIONS = [
    (
        "What is the backward pass of a sum over an axis?",
        "The other direction: the gradient is broadcast along the summed axis. The two "
        "operations are transposes of each other.",
    ),
    (
        "And of a gather such as an embedding look-up, with repeated indices?",
        "A scatter-add. In NumPy `np.add.at(table_grad, index, grad)`; plain "
        "`table_grad[index] += grad` keeps one of the repeated contributions only.",
    ),
    (
        "Your loss adds predictions `(n, 1)` and targets `(n,)`. Would this function "
        "warn you?",
        "No: the forward pass broadcasts to $(n, n)$, and the backward pass is exact "
        "for that wrong loss. Only a check of shapes in the forward pass helps.",
    ),
]


# --8<-- [start:solution]
def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return the gradient of an operand of this shape that was broadcast.

    grad: gradient of the result, of the broadcast shape -> array of shape `shape`

    >>> unbroadcast(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), (3,)).tolist()
    [5.0, 7.0, 9.0]
    """
    extra = grad.ndim - len(shape)
    if extra < 0 or any(
        size not in (1, grad.shape[i + extra]) for i, size in enumerate(shape)
    ):
        raise ValueError(f"expected a shape that broadcasts to {grad.shape}, {shape=}")
    stretched = [i + extra for i, size in enumerate(shape) if size == 1]
    return grad.sum(axis=(*range(extra), *stretched)).reshape(shape)


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_a_bias_sums_over_the_batch():
    grad = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    np.testing.assert_array_equal(unbroadcast(grad, (3,)), [5, 7, 9])


def test_a_column_sums_over_its_row_and_stays_a_column():
    grad = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    np.testing.assert_array_equal(unbroadcast(grad, (2, 1)), [[6], [15]])


def test_the_same_shape_is_the_identity():
    grad = np.arange(35.0).reshape(5, 7)
    np.testing.assert_array_equal(unbroadcast(grad, (5, 7)), grad)


# --8<-- [end:checks]


# --8<-- [start:hidden]
def _grad():
    return np.random.default_rng(0).normal(size=(2, 3, 5, 7))


def test_a_scalar_operand_gets_the_total():
    result = unbroadcast(_grad(), ())
    assert np.shape(result) == ()
    np.testing.assert_allclose(result, _grad().sum())


def test_several_leading_axes():
    np.testing.assert_allclose(unbroadcast(_grad(), (5, 7)), _grad().sum(axis=(0, 1)))


def test_inner_axes_of_size_one():
    expected = _grad().sum(axis=(0, 2), keepdims=True)[0]
    result = unbroadcast(_grad(), (3, 1, 7))
    assert result.shape == (3, 1, 7)
    np.testing.assert_allclose(result, expected)


def test_an_axis_of_size_one_on_both_sides():
    grad = np.arange(6.0).reshape(2, 1, 3)
    np.testing.assert_array_equal(unbroadcast(grad, (1, 3)), grad.sum(axis=0))


def test_the_total_is_preserved():
    for shape in [(), (1,), (7,), (5, 1), (3, 1, 1), (2, 1, 5, 1), (2, 3, 5, 7)]:
        result = unbroadcast(_grad(), shape)
        assert np.shape(result) == shape
        np.testing.assert_allclose(np.sum(result), _grad().sum())


def test_the_input_is_not_changed():
    grad = _grad()
    result = unbroadcast(grad, (1, 7))
    assert result.shape == (1, 7)
    np.testing.assert_array_equal(grad, _grad())


def test_a_shape_that_cannot_be_broadcast_is_refused():
    for shape in [(5,), (1, 2, 3, 5, 7), (3, 7, 7)]:
        try:
            unbroadcast(_grad(), shape)
        except ValueError:
            continue
        raise AssertionError(f"expected a ValueError for {shape}")


# --8<-- [end:hidden]
