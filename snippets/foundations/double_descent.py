"""Minimum-norm and tuned ridge regression on random ReLU features, p below to above n.

Source: Belkin et al. 2019, "Reconciling modern machine-learning practice and the
classical bias-variance trade-off"; Hastie et al. 2022, arXiv:1903.08560.
"""

from dataclasses import dataclass

import numpy as np


# --8<-- [start:fit]
def relu_features(inputs, directions):
    """Return max(0, x . w) / sqrt(p), (n, p); inputs (n, d), directions (p, d)."""
    return np.maximum(inputs @ directions.T, 0) / np.sqrt(len(directions))


def fit(features, labels, penalties=()):
    """Return coefficients (1 + penalties, p): minimum norm first, then ridge.

    Minimum norm is the limit of ridge at penalty 0. With p <= n independent features
    it is least squares; with p > n it fits every label exactly. Cost O(n p min(n, p)).
    """
    if len(features) != len(labels) or min(penalties, default=1) <= 0:
        found = f"{features.shape}, {labels.shape} and {penalties}"
        raise ValueError(f"expected (n, p), (n,) and penalties > 0, got {found}")
    left, singular, right = np.linalg.svd(features, full_matrices=False)
    kept = singular > 1e-12 * singular[0]
    left, singular, right = left[:, kept], singular[kept], right[kept]
    along = left.T @ labels
    shrunk = [along * singular / (singular**2 + penalty) for penalty in (0, *penalties)]
    return np.array(shrunk) @ right
    # --8<-- [end:fit]


@dataclass(frozen=True, slots=True)
class Point:
    """Mean squared errors against noisy labels, norm, smallest singular value."""

    train: float
    test: float
    norm: float
    smallest: float
    ridge: float  # test error, penalty chosen on separate validation data


# --8<-- [start:sweep]
def experiment(features, rng, n=50, d=10, sigma=0.5):
    """Fit one random task with the given number of features and measure it.

    Labels: a random linear function of unit variance, plus noise sigma.
    """
    teacher, directions = rng.normal(size=d), rng.normal(size=(features, d))
    teacher /= np.linalg.norm(teacher)

    def sample(size):
        inputs = rng.normal(size=(size, d))
        labels = inputs @ teacher + sigma * rng.normal(size=size)
        return relu_features(inputs, directions), labels

    train, validation, test = sample(n), sample(500), sample(500)
    coefficients = fit(*train, penalties=tuple(np.geomspace(1e-4, 1e2, 25)))

    def errors(part):
        return ((part[0] @ coefficients.T - part[1][:, None]) ** 2).mean(axis=0)

    chosen = 1 + np.argmin(errors(validation)[1:])
    smallest = np.linalg.svd(train[0], compute_uv=False)[-1]
    norm, tested = np.linalg.norm(coefficients[0]), errors(test)
    return Point(errors(train)[0], tested[0], norm, smallest, tested[chosen])
    # --8<-- [end:sweep]


def gaussian_variance(n, p):
    """Return variance over noise variance at a new input, features N(0, I_p)."""
    if abs(n - p) < 2:
        raise ValueError(f"expected |n - p| >= 2 (else infinite), got {n}, {p}")
    return min(n, p) / (abs(n - p) - 1)
