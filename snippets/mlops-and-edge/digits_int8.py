"""A small network on handwritten digits: calibrate, quantize, infer with integers.

Source: Jacob et al. 2018, section 2, https://arxiv.org/abs/1712.05877. Inputs and
hidden units are not negative, so activations are unsigned with zero-point 0; weights
are symmetric with one scale an output channel.
"""

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier


def train(epochs=40, hidden=(48, 48), seed=0):
    """Return layers [(weights (O, I), bias (O,))], and the split in train and test."""
    images, labels = load_digits(return_X_y=True)
    data = train_test_split(images / 16, labels, test_size=0.4, random_state=seed)
    model = MLPClassifier(hidden, learning_rate_init=0.01, random_state=seed)
    for _ in range(epochs):
        model.partial_fit(data[0], data[2], classes=range(10))
    return list(zip([w.T for w in model.coefs_], model.intercepts_, strict=True)), data


def forward(layers, x):
    """Return the inputs of all layers and, last, the logits (N, 10)."""
    values = [x]
    for number, (weights, bias) in enumerate(layers):
        x = x @ weights.T + bias
        if number < len(layers) - 1:
            x = np.maximum(x, 0)
        values.append(x)
    return values


# --8<-- [start:quantize]
def calibrate(layers, x, percentile=100.0):
    """Return for each layer the largest input to represent, from unlabeled images."""
    return [np.percentile(values, percentile) for values in forward(layers, x)[:-1]]


def quantize(layers, ranges, weight_bits=8, activation_bits=8):
    """Return for each layer (integer weights, int32 bias, w scales (O,), x scale)."""
    top, result = 2 ** (weight_bits - 1) - 1, []
    for (weights, bias), largest in zip(layers, ranges, strict=True):
        x_scale = largest / (2**activation_bits - 1)
        spans = np.abs(weights).max(axis=1)
        w_scales = np.maximum(spans, spans.max() / 1000) / top  # dead units: see bias
        wq = np.rint(weights / w_scales[:, None]).astype(np.int8)
        bq = np.rint(bias / (x_scale * w_scales)).astype(np.int32)
        result.append((wq, bq, w_scales, x_scale))
    return result


# --8<-- [end:quantize]


# --8<-- [start:integer]
def integer_forward(quantized, x, activation_bits=8):
    """Return the logits; integers between the first rounding and the last scale."""
    top = 2**activation_bits - 1
    xq = np.rint(x / quantized[0][3]).clip(0, top).astype(np.int32)
    for number, (wq, bq, w_scales, x_scale) in enumerate(quantized):
        accumulator = xq @ wq.T.astype(np.int32) + bq  # int32 (N, O)
        if number == len(quantized) - 1:
            return accumulator * (x_scale * w_scales)
        ratio = x_scale * w_scales / quantized[number + 1][3]
        multiplier = np.rint(ratio * 2**31).astype(np.int64)  # fixed point, (O,)
        scaled = (accumulator.astype(np.int64) * multiplier + 2**30) >> 31
        xq = scaled.clip(0, top).astype(np.int32)  # the clip at 0 is the ReLU


# --8<-- [end:integer]


def size(layers, bits=32):
    """Return bytes: weights at `bits`; 4 a bias and, if quantized, 4 a scale."""
    extra = 4 if bits == 32 else 8
    return sum(w.size * bits // 8 + extra * b.size for w, b in layers)
