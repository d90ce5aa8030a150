"""Squared gradient of the one output pixel of small CNNs, before and after training."""

from functools import cache

import numpy as np
from matplotlib.figure import Figure
from sklearn.datasets import load_digits
from snippets.deep_learning.conv2d_im2col import conv2d, conv2d_backward
from snippets.deep_learning.receptive_field import deviation

WIDTH, BATCH, TRAIN, EPOCHS, RATE = 8, 50, 1000, 5, 5e-3


def draw() -> Figure:
    """Return heat maps: random weights at two depths, trained weights on two tasks."""
    maps = {
        "random, 8 layers": random_field(8),
        "random, 16 layers": random_field(16),
        "trained: name the digit": trained_field("digits")[0],
        "trained: find the blob": trained_field("blobs")[0],
    }
    figure = Figure(figsize=(8, 8), layout="constrained")
    figure.get_layout_engine().set(h_pad=0.15)
    panels = figure.subplots(2, 2).flat
    for axes, (name, field) in zip(panels, maps.items(), strict=True):
        axes.imshow(field / field.max(), cmap="viridis", vmin=0, vmax=1)
        side, spread = len(field), axis_deviation(field)
        axes.set_title(name, fontsize=13)
        axes.set_xlabel(f"{side} × {side} px, deviation {spread:.1f} px", fontsize=12)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.grid(False)
        axes.spines[:].set_visible(False)
    return figure


def axis_deviation(field):
    """Return the mean over both axes of the deviation of the field's marginal."""
    return np.mean([deviation(field.sum(axis=axis)) for axis in (0, 1)])


def random_field(depth, networks=6):
    """Return the field averaged over He-initialized networks fed with noise."""
    rng = np.random.default_rng(0)
    shape = (3, 1, 2 * depth + 1, 2 * depth + 1)
    fields = [
        squared(initial(depth, rng), rng.normal(size=shape)) for _ in range(networks)
    ]
    return sum(field / field.sum() for field in fields) / networks


@cache
def trained_field(name):
    """Return the field after training eight layers on a task, and test accuracy.

    No padding: each layer takes a border of one pixel off, so that eight layers turn
    17 x 17 pixels into one pixel with ten scores. Its field is the whole image.
    """
    rng = np.random.default_rng(1)
    images, labels = {"digits": digits, "blobs": blobs}[name](rng)
    weights = initial(8, rng)
    fit(weights, images[:TRAIN], labels[:TRAIN], rng)
    guesses = forward(weights, images[TRAIN:])[-1].argmax(axis=1).ravel()
    field = squared(weights, images[-100:])
    return field, (guesses == labels[TRAIN:]).mean()


def digits(rng):
    """Return scikit-learn's digits doubled to 16 x 16, in 17 x 17, and labels."""
    small, labels = load_digits(return_X_y=True)
    images = np.zeros((len(small), 1, 17, 17))
    images[:, 0, :16, :16] = np.kron(small.reshape(-1, 8, 8) / 8, np.ones((2, 2)))
    order = rng.permutation(len(small))
    return images[order] - images.mean(), labels[order]


def blobs(rng, count=TRAIN + 300):
    """Return noise with a bright blob at one of eight places near the rim; which."""
    labels, pixel = rng.integers(8, size=count), np.arange(17)
    rows = np.array([2, 2, 2, 8, 8, 14, 14, 14])[labels, None, None]
    columns = np.array([2, 8, 14, 2, 14, 2, 8, 14])[labels, None, None]
    distance = (pixel[:, None] - rows) ** 2 + (pixel - columns) ** 2
    noise = 0.5 * rng.normal(size=(count, 1, 17, 17))
    return noise + 1.5 * np.exp(-distance / 4.5)[:, None], labels


def initial(depth, rng):
    """Return He-initialized weights of depth layers with three by three taps."""
    channels = [1, *[WIDTH] * (depth - 1), 10]
    pairs = zip(channels[1:], channels[:-1], strict=True)
    return [rng.normal(size=(o, i, 3, 3)) * np.sqrt(2 / (9 * i)) for o, i in pairs]


def forward(weights, images):
    """Return the input of each layer and the scores (N, 10, 1, 1)."""
    values = [images]
    for number, w in enumerate(weights, 1):
        output = conv2d(values[-1], w)
        values.append(np.maximum(output, 0) if number < len(weights) else output)
    return values


def backward(weights, values, grad):
    """Return the gradients of the weights and of the images."""
    grads = []
    for number, (x, w) in enumerate(zip(values[-2::-1], weights[::-1], strict=True), 1):
        grad, grad_w = conv2d_backward(grad, x, w)
        grad = grad * (x > 0) if number < len(weights) else grad
        grads.append(grad_w)
    return grads[::-1], grad


def fit(weights, images, labels, rng):
    """Train in place with Adam on the cross-entropy of the ten scores."""
    first, second = ([np.zeros_like(w) for w in weights] for _ in range(2))
    step = 0
    for _ in range(EPOCHS):
        for part in rng.permutation(len(images)).reshape(-1, BATCH):
            values = forward(weights, images[part])
            scores = values[-1] - values[-1].max(axis=1, keepdims=True)
            grad = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
            grad[np.arange(BATCH), labels[part]] -= 1
            step += 1
            grads, _ = backward(weights, values, grad / BATCH)
            for w, g, m, v in zip(weights, grads, first, second, strict=True):
                m += 0.1 * (g - m)
                v += 0.001 * (g**2 - v)
                mean, square = m / (1 - 0.9**step), v / (1 - 0.999**step)
                w -= RATE * mean / (np.sqrt(square) + 1e-8)


def squared(weights, images):
    """Return the squared gradient of the scores, averaged over images and classes."""
    values = forward(weights, images)
    total = np.zeros(images.shape[2:])
    for label in range(10):
        grad = np.zeros_like(values[-1])
        grad[:, label] = 1
        total += (backward(weights, values, grad)[1] ** 2).mean(axis=(0, 1))
    return total / 10
