r"""An int8 linear layer

Write `int8_linear(xq, zx, sx, wq, sw, bias)`. The input `xq` is uint8 of shape (B, I)
and stands for the reals $s_x (x_q - z_x)$, with a zero-point $z_x$ from 0 to 255, a
Python int or a NumPy integer as narrow as uint8. The weights `wq` are int8 of shape
(O, I), with zero-point 0 and one scale for each output in `sw`, shape (O,). The `bias`,
shape (O,), is in real units.

Return the float output, shape (B, O). All products over $I$ must be sums of integers in
int32 or wider, and the zero-point must enter as a correction for each output that could
be computed before any input is known.

Example: `xq` [[200, 10]], `zx` 8, `sx` 0.5, `wq` [[2, -3]], `sw` [0.25], `bias` [1].
The integer product is 370, the correction 8 times the row sum, -8, so the sum is 378;
times 0.125, plus 1, is 48.25.
"""

import numpy as np

LEVEL = "mid"
MINUTES = 20
TOPICS = ["quantization", "numerical-stability"]
ARTICLE = "mlops-and-edge/quantization"
HINTS = [
    "Expand the product: what is the sum of (x - z) w over the inputs, in terms of the "
    "sum of x w and the sum of w?",
    "NumPy multiplies uint8 by int8 in int16 and wraps around. Widen both operands "
    "before the product, not after it.",
    "Both the correction and the weight scales run along the output axis, the last one.",
]
COMPLEXITY = "$O(BIO)$ time; $O(O)$ extra memory for the correction."
VARIATIONS = [
    (
        "The weights have a zero-point, too.",
        "Two more terms: minus it times the sum of each input row, at run time, and plus "
        "I times both zero-points.",
    ),
    (
        "Return uint8 for the next layer.",
        "Store the bias as int32 with scale sx sw, multiply by sx sw / s_out in fixed "
        "point, round, add the output's zero-point, clip.",
    ),
    (
        "The input is quantized for each token.",
        "sx and zx become columns of shape (B, 1); the correction is an outer product of "
        "the zero-points and the row sums.",
    ),
]


# --8<-- [start:solution]
def int8_linear(xq, zx, sx, wq, sw, bias):
    """Return the layer's output as float64, (B, O).

    xq (B, I) uint8; zx integer; sx float; wq (O, I) int8; sw (O,); bias (O,).

    >>> x, w = np.array([[200, 10]], np.uint8), np.array([[2, -3]], np.int8)
    >>> float(int8_linear(x, 8, 0.5, w, np.array([0.25]), np.array([1.0]))[0, 0])
    48.25
    """
    wide = wq.astype(np.int32)
    correction = int(zx) * wide.sum(axis=1)  # (O,), known before any input
    accumulator = xq.astype(np.int32) @ wide.T - correction
    return accumulator * (sx * np.asarray(sw)) + bias


# --8<-- [end:solution]


# --8<-- [start:checks]
def test_the_example():
    x, w = np.array([[200, 10]], np.uint8), np.array([[2, -3]], np.int8)
    y = int8_linear(x, 8, 0.5, w, np.array([0.25]), np.array([1.0]))
    assert y.shape == (1, 1)
    assert y[0, 0] == 48.25


def test_each_output_has_its_own_scale():
    x, w = np.array([[3, 5]], np.uint8), np.array([[1, 1], [1, 1], [2, 0]], np.int8)
    y = int8_linear(x, 0, 1.0, w, np.array([1.0, 10.0, 100.0]), np.zeros(3))
    assert y.tolist() == [[8, 80, 600]]


# --8<-- [end:checks]


# --8<-- [start:hidden]
def operands(seed, batch=5, inputs=23, outputs=7):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 256, (batch, inputs), dtype=np.uint8)
    w = rng.integers(-127, 128, (outputs, inputs), dtype=np.int8)
    return x, w, rng.uniform(0.001, 0.1, outputs), rng.normal(size=outputs)


def test_equals_the_dequantized_product():
    x, w, sw, bias = operands(0)
    exact = (0.03 * (x.astype(float) - 117)) @ (w * sw[:, None]).T + bias
    y = int8_linear(x, 117, 0.03, w, sw, bias)
    assert np.abs(y - exact).max() <= 1e-9 * np.abs(exact).max()


def test_nothing_overflows():
    x, w = np.full((2, 4099), 255, np.uint8), np.full((3, 4099), -128, np.int8)
    y = int8_linear(x, 0, 1.0, w, np.ones(3), np.zeros(3))
    assert (y == -255.0 * 128 * 4099).all()


def test_a_numpy_zero_point_does_not_overflow_either():
    x, w = np.zeros((2, 1009), np.uint8), np.full((3, 1009), 127, np.int8)
    y = int8_linear(x, np.uint8(255), 1.0, w, np.ones(3), np.zeros(3))
    assert (y == -255.0 * 127 * 1009).all()


def test_large_sums_are_exact():
    x = np.full((1, 2003), 255, np.uint8)
    w = np.full((1, 2003), 127, np.int8)
    x[0, -1], w[0, -1] = 1, 1
    y = int8_linear(x, 0, 1.0, w, np.ones(1), np.zeros(1))
    assert y[0, 0] == 2002 * 255 * 127 + 1


def test_an_input_at_the_zero_point_gives_the_bias():
    x, w, sw, bias = operands(1)
    y = int8_linear(np.full_like(x, 91), 91, 0.5, w, sw, bias)
    assert np.array_equal(y, np.tile(bias, (5, 1)))


def test_the_bias_is_in_real_units():
    x, w, sw, bias = operands(2)
    moved = int8_linear(x, 7, 0.5, w, sw, bias + 3) - int8_linear(
        x, 7, 0.5, w, sw, bias
    )
    assert np.abs(moved - 3).max() < 1e-9


# --8<-- [end:hidden]
