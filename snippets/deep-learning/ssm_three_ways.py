"""A diagonal state-space layer as recurrence, as convolution and as parallel scan.

Source: Gu, Goel and Ré (2022), equations 3-5 (discretized, diagonal A, no skip term);
Martin and Cundy (2018) for the scan; Gu and Dao (2023) let a and b vary with t.
    h_t = a_t h_{t-1} + b_t x_t        y_t = Re(c · h_t)        h_{-1} = 0
Shapes: T steps, N states, one channel. x (T,); a, b, c (N,) real or complex.
Cost: recurrence O(TN) in T sequential steps and O(N) memory; convolution O(TN) for the
kernel and O(T log T) for the transforms; scan O(TN log T) work at depth ceil(log2 T).
"""

import numpy as np


# --8<-- [start:recurrence]
def recurrence(x, a, b, c):
    """Return y (T,), one step after the other, with a state of N numbers."""
    _check(x, a, b, c)
    h, y = np.zeros(len(a), dtype=complex), []
    for x_t in x:
        h = a * h + b * x_t
        y.append((c @ h).real)
    return np.array(y)


# --8<-- [end:recurrence]
# --8<-- [start:convolution]
def kernel(steps, a, b, c):
    """Return k (steps,) with k_j = Re(sum_n c_n a_n^j b_n)."""
    powers = np.asarray(a, dtype=complex)[:, None] ** np.arange(steps)
    return (np.multiply(c, b) @ powers).real


def convolution(x, a, b, c):
    """Return y (T,) as a causal convolution; needs a, b, c constant in time."""
    _check(x, a, b, c)
    size = 2 * len(x)  # zero padding, or the end wraps around to the start
    spectrum = np.fft.rfft(kernel(len(x), a, b, c), size) * np.fft.rfft(x, size)
    return np.fft.irfft(spectrum, size)[: len(x)]


# --8<-- [end:convolution]
# --8<-- [start:scan]
def scan(a, u):
    """Return all states of h_t = a_t h_{t-1} + u_t and the number of rounds.

    a, u: (T, N), both may depend on t. After a round with offset s, entry t
    maps h_{t-2s} to h_t. (a2, u2) after (a1, u1) is (a2 a1, a2 u1 + u2).
    """
    if np.shape(a) != np.shape(u):
        raise ValueError(f"expected a of shape {np.shape(u)}, got {np.shape(a)}")
    rounds, offset = 0, 1
    while offset < len(u):
        u = np.concatenate([u[:offset], a[offset:] * u[:-offset] + u[offset:]])
        a = np.concatenate([a[:offset], a[offset:] * a[:-offset]])
        rounds, offset = rounds + 1, 2 * offset
    return u, rounds


# --8<-- [end:scan]


def by_scan(x, a, b, c):
    """Return y (T,) from a scan over constant coefficients."""
    _check(x, a, b, c)
    states, _ = scan(np.tile(np.asarray(a, complex), (len(x), 1)), np.outer(x, b))
    return (states @ c).real


def _check(x, a, b, c):
    if np.ndim(x) != 1 or not len(a) == len(b) == len(c):
        sizes = (len(a), len(b), len(c))
        raise ValueError(f"expected x (T,) and equal sizes, got {np.shape(x)}, {sizes}")
