"""Noise of a uniform quantizer on uniform and on Gaussian data, exactly.

Source: Max 1960, "Quantizing for Minimum Distortion", table 2 (equally spaced levels);
the s²/12 of rounding is the variance of a uniform error.
"""

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import norm


# --8<-- [start:uniform]
def uniform_sqnr(bits):
    """Return the signal-to-noise ratio in dB of data uniform over the range.

    Range 2 and step s = 2 / 2^bits: signal 2² / 12, noise s² / 12, so 6.02 dB a bit.
    """
    return 10 * np.log10((2.0**2 / 12) / ((2 / 2**bits) ** 2 / 12))


# --8<-- [end:uniform]


# --8<-- [start:gaussian]
def gaussian_noise(clip, bits):
    """Return (rounding, saturation) noise of N(0, 1), 2^bits levels in [-clip, clip].

    Each cell [a, b) is replaced by its middle r; its share of the noise is the integral
    of (x - r)² φ(x), in closed form. Values beyond the clip go to the outermost levels.
    """
    if clip <= 0 or bits < 1:
        raise ValueError(f"expected a positive clip and bits, got {clip} and {bits}")
    edges = np.linspace(-clip, clip, 2**bits + 1)
    middles = (edges[1:] + edges[:-1]) / 2
    rounding = _noise(edges[:-1], edges[1:], middles).sum()
    return rounding, 2 * _noise(clip, np.inf, middles[-1])


def best_clip(bits):
    """Return the clip with the least noise, in deviations, and its SQNR in dB."""
    found = minimize_scalar(
        lambda clip: sum(gaussian_noise(clip, bits)), bounds=(0.5, 8), method="bounded"
    )
    return found.x, -10 * np.log10(found.fun)


# --8<-- [end:gaussian]


def _noise(low, high, level):
    """Return the integral of (x - level)² φ(x) from low to high."""
    mass = norm.cdf(high) - norm.cdf(low)
    first = norm.pdf(low) - norm.pdf(high)  # the integral of x φ(x)
    edge = np.where(np.isinf(high), 0, np.nan_to_num(high, posinf=0) * norm.pdf(high))
    second = mass + low * norm.pdf(low) - edge
    return second - 2 * level * first + level**2 * mass


if __name__ == "__main__":
    for width in range(2, 9):
        print(width, *best_clip(width), uniform_sqnr(width))
