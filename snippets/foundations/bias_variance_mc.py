"""Bias, variance and noise of polynomial ridge regression over many training sets.

Source: Geman et al. 1992, "Neural networks and the bias/variance dilemma";
closed forms: Hastie et al. 2009, section 7.3, for a linear smoother with hat matrix H.
"""

from dataclasses import dataclass

import numpy as np


def hat_matrix(inputs, degree, penalty=0.0):
    """Return H (n, n) with predictions H @ labels at the inputs (n,) in [-1, 1].

    Legendre polynomials up to degree; penalty on all squared coefficients.
    Penalty 0 is least squares, which needs degree < n. Cost O(n p^2 + n^2 p).
    """
    if degree < 0 or penalty < 0 or (penalty == 0 and degree >= len(inputs)):
        expected = "expected degree >= 0, penalty >= 0 and, at penalty 0, degree < n"
        raise ValueError(f"{expected}, got {degree}, {penalty} and n = {len(inputs)}")
    features = np.polynomial.legendre.legvander(inputs, degree)  # (n, p)
    left, singular, _ = np.linalg.svd(features, full_matrices=False)
    return left * (singular**2 / (singular**2 + penalty)) @ left.T


# --8<-- [start:terms]
@dataclass(frozen=True, slots=True)
class Terms:
    """Averages over the inputs, in squared units of the label."""

    bias2: float
    variance: float
    noise: float

    @property
    def total(self):
        """Expected squared error of a fresh noisy label."""
        return self.bias2 + self.variance + self.noise


def decompose(predictions, truth, sigma):
    """Estimate the terms from predictions (R, n) of R fits and the true f (n,).

    The mean of R fits still has 1/R of their variance. Subtracting it makes the
    estimate of the squared bias unbiased; by chance it may be slightly negative.
    """
    fits = len(predictions)
    if fits < 2 or predictions.shape[1:] != truth.shape:
        expected = f"expected predictions (R >= 2, {len(truth)})"
        raise ValueError(f"{expected}, got {predictions.shape}")
    variance = predictions.var(axis=0, ddof=1)
    bias2 = (predictions.mean(axis=0) - truth) ** 2 - variance / fits
    return Terms(float(bias2.mean()), float(variance.mean()), sigma**2)
    # --8<-- [end:terms]


# --8<-- [start:simulate]
def simulate(hat, truth, sigma, fits, rng):
    """Refit on fits training sets that differ in their label noise only.

    hat (n, n), truth (n,) -> predictions (fits, n) and each fit's squared error on
    fresh labels at the same inputs, (fits,).
    """
    labels = truth + sigma * rng.normal(size=(fits, len(truth)))
    predictions = labels @ hat.T
    fresh = truth + sigma * rng.normal(size=labels.shape)  # never seen by a fit
    return predictions, ((fresh - predictions) ** 2).mean(axis=1)
    # --8<-- [end:simulate]


def closed_form(hat, truth, sigma):
    """Return the exact terms: |(H - I) f|^2 / n, sigma^2 |H|_F^2 / n and sigma^2."""
    bias2 = np.mean((hat @ truth - truth) ** 2)
    return Terms(float(bias2), float(sigma**2 * np.sum(hat**2) / len(truth)), sigma**2)
