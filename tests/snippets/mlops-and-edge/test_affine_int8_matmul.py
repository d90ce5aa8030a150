import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper
from snippets.mlops_and_edge.affine_int8_matmul import (
    affine_parameters,
    dequantize,
    integer_matmul,
    quantize,
    requantize,
)

BATCH, INPUTS, OUTPUTS = 5, 23, 7


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def operands(rng):
    return (
        rng.integers(0, 256, (BATCH, INPUTS), dtype=np.uint8),
        rng.integers(-128, 128, (OUTPUTS, INPUTS), dtype=np.int8),
    )


def run(node, feeds, kinds, out_kind):
    """Return what onnxruntime computes for one operator."""
    graph = helper.make_graph(
        [node],
        "one",
        [helper.make_tensor_value_info(n, kinds[n], feeds[n].shape) for n in feeds],
        [helper.make_tensor_value_info("y", out_kind, (BATCH, OUTPUTS))],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return onnxruntime.InferenceSession(model.SerializeToString()).run(None, feeds)[0]


def test_accumulators_equal_onnxruntime(rng):
    xq, wq = operands(rng)
    feeds = {
        "a": xq,
        "b": wq.T.copy(),
        "az": np.array(13, np.uint8),
        "bz": np.array(-5, np.int8),
    }
    kinds = {
        "a": TensorProto.UINT8,
        "b": TensorProto.INT8,
        "az": TensorProto.UINT8,
        "bz": TensorProto.INT8,
    }
    node = helper.make_node("MatMulInteger", list(feeds), ["y"])
    reference = run(node, feeds, kinds, TensorProto.INT32)
    ours = integer_matmul(xq, 13, wq, -5)
    np.testing.assert_array_equal(ours, reference)
    assert ours.dtype == np.int32


def test_requantized_outputs_are_within_one_step_of_onnxruntime(rng):
    xq, wq = operands(rng)
    x_scale, w_scale, y_scale, y_zero = 0.02, 0.01, 0.7, 131
    numbers = {
        "a": xq,
        "as": np.array(x_scale, np.float32),
        "az": np.array(13, np.uint8),
        "b": wq.T.copy(),
        "bs": np.array(w_scale, np.float32),
        "bz": np.array(0, np.int8),
        "ys": np.array(y_scale, np.float32),
        "yz": np.array(y_zero, np.uint8),
    }
    kinds = {n: helper.np_dtype_to_tensor_dtype(v.dtype) for n, v in numbers.items()}
    node = helper.make_node("QLinearMatMul", list(numbers), ["y"])
    reference = run(node, numbers, kinds, TensorProto.UINT8)
    ours = requantize(
        integer_matmul(xq, 13, wq, 0), x_scale * w_scale / y_scale, y_zero
    )
    assert np.ptp(ours) > 5
    assert np.abs(ours.astype(int) - reference).max() <= 1


def test_integers_equal_the_float_product_of_dequantized_operands(rng):
    xq, wq = operands(rng)
    real = dequantize(xq, 0.5, 13) @ dequantize(wq, 0.25, -5).T  # exact in binary
    np.testing.assert_array_equal(0.125 * integer_matmul(xq, 13, wq, -5), real)


def test_zero_and_the_ends_of_the_range():
    scale, zero = affine_parameters(-1, 3)
    assert scale == pytest.approx(4 / 255)
    assert zero == 64
    assert dequantize(quantize([0.0], scale, zero), scale, zero)[0] == 0.0
    assert quantize([-9, 9], scale, zero).tolist() == [0, 255]
    assert affine_parameters(2, 3, 4) == (3 / 15, 0)  # the range is widened to zero
    assert affine_parameters(-3, -2, 4) == (3 / 15, 15)


def test_rounding_error_is_at_most_half_a_step(rng):
    values = rng.uniform(-0.99, 2.99, 997)
    scale, zero = affine_parameters(-1, 3)
    back = dequantize(quantize(values, scale, zero), scale, zero)
    assert np.abs(back - values).max() <= scale / 2 + 1e-12


def test_a_multiplier_per_channel_and_its_clip(rng):
    accumulator = rng.integers(-50_000, 50_000, (BATCH, OUTPUTS), dtype=np.int32)
    multipliers = np.geomspace(3e-5, 1.7, OUTPUTS)
    ours = requantize(accumulator, multipliers, 3)
    expected = np.floor(accumulator * multipliers + 0.5) + 3
    assert np.abs(ours - expected.clip(0, 255)).max() <= 1
    assert requantize(np.array([3, -3, 5]), 0.5, 10).tolist() == [12, 9, 13]
    assert requantize(np.array([200]), np.nextafter(1, 0), 0) == 200


def test_bad_input_is_told(rng):
    with pytest.raises(ValueError, match="inner sizes, got 3 and 2"):
        integer_matmul(np.ones((1, 3), np.uint8), 0, np.ones((1, 2), np.int8), 0)
    with pytest.raises(ValueError, match="positive width, got 0"):
        affine_parameters(0, 0)
    with pytest.raises(ValueError, match="positive multiplier"):
        requantize(np.array([1]), -0.1, 0)
    with pytest.raises(ValueError, match="expected a multiplier in"):
        requantize(np.array([1]), 2.0**40, 0)
    with pytest.raises(ValueError, match="expected a multiplier in"):
        requantize(np.array([1]), 2.0**-40, 0)
