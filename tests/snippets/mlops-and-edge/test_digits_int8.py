import numpy as np
import pytest
from snippets.mlops_and_edge.digits_int8 import (
    calibrate,
    forward,
    integer_forward,
    quantize,
    size,
    train,
)


@pytest.fixture(scope="module")
def network():
    layers, (train_x, test_x, _, labels) = train()
    return layers, train_x[:200], test_x, labels


def simulated(quantized, x, bits=8):
    """Return the logits in floats: dequantized weights, rounded activations."""
    for number, (wq, bq, w_scales, x_scale) in enumerate(quantized):
        x = np.rint(x / x_scale).clip(0, 2**bits - 1) * x_scale
        x = x @ (wq * w_scales[:, None]).T + bq * x_scale * w_scales
        x = x if number == len(quantized) - 1 else np.maximum(x, 0)
    return x


def test_integers_equal_the_simulation_up_to_rounding_ties(network):
    layers, seen, x, _ = network
    quantized = quantize(layers, calibrate(layers, seen))
    ours, expected = integer_forward(quantized, x), simulated(quantized, x)
    assert np.abs(ours - expected).max() < 0.02 * np.abs(expected).max()
    assert np.mean(np.isclose(ours, expected, atol=1e-9).all(axis=1)) > 0.9


def test_few_bits_for_activations(network):
    layers, seen, x, _ = network
    quantized = quantize(layers, calibrate(layers, seen, 99.0), 8, 3)
    ours, expected = integer_forward(quantized, x, 3), simulated(quantized, x, 3)
    assert np.mean(np.isclose(ours, expected, atol=1e-9).all(axis=1)) > 0.9


def test_calibration_takes_the_percentile_asked_for(network):
    layers, seen, *_ = network
    ranges, hidden = calibrate(layers, seen, 90.0), forward(layers, seen)[1].ravel()
    assert np.mean(hidden <= ranges[1]) == pytest.approx(0.9, abs=0.001)


def test_eight_bits_keep_the_accuracy_and_two_do_not(network):
    layers, seen, x, labels = network
    exact = (forward(layers, x)[-1].argmax(axis=1) == labels).mean()
    ranges = calibrate(layers, seen)

    def accuracy(bits):
        logits = integer_forward(quantize(layers, ranges, bits), x)
        return (logits.argmax(axis=1) == labels).mean()

    assert exact > 0.95
    assert accuracy(8) == pytest.approx(exact, abs=0.005)
    assert accuracy(2) < exact - 0.02


def test_floats_agree_with_scikit_learn_shapes(network):
    layers, _, x, _ = network
    values = forward(layers, x)
    assert [v.shape[1] for v in values] == [64, 48, 48, 10]
    assert min(v.min() for v in values[:-1]) == 0


def test_size_by_hand(network):
    layers = network[0]
    weights, biases = 64 * 48 + 48 * 48 + 48 * 10, 48 + 48 + 10
    assert size(layers) == 4 * (weights + biases)
    assert size(layers, 8) == weights + 8 * biases
    assert all(
        w.dtype == np.int8 for w, *_ in quantize(layers, calibrate(layers, network[1]))
    )


def test_a_dead_unit_does_not_overflow_the_bias():
    layers = [(np.array([[0.5, -0.2], [1e-9, 0.0]]), np.array([0.1, -0.3]))]
    bias = quantize(layers, [1.0])[0][1]
    assert bias[1] < 0
    assert np.abs(bias).max() < 2**25


def test_a_missing_range_is_told(network):
    layers = network[0]
    with pytest.raises(ValueError, match="shorter"):
        quantize(layers, [1.0])
