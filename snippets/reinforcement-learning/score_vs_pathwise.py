"""Two estimators of d/dmean E[f(x)], x ~ N(mean, std²), with their exact moments.

Source: Mohamed et al. (2020), sections 4 and 5. Score function: f(x) (x - mean) / std².
Pathwise: f'(x) with x = mean + std * noise.
"""

import numpy as np


# --8<-- [start:moments]
def estimator_moments(f, slope, mean, std, points=201):
    """Return {"score": (mean, variance), "pathwise": (mean, variance)} of one sample.

    f and its derivative slope map arrays to arrays. Integrals by Gauss-Hermite
    quadrature, exact for polynomials.
    """
    if std <= 0:
        raise ValueError(f"expected std > 0, got {std}")
    noise, weights = np.polynomial.hermite_e.hermegauss(points)
    weights = weights / weights.sum()
    x = mean + std * noise
    estimates = {"score": f(x) * noise / std, "pathwise": slope(x)}
    moments = {}
    for name, estimate in estimates.items():
        average = weights @ estimate
        moments[name] = average, weights @ (estimate - average) ** 2
    return moments


# --8<-- [end:moments]
