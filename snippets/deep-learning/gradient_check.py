"""Compare a gradient with central differences, and choose their step.

Error of a central difference: truncation step^2/6 |f'''| plus rounding about
u |f| / step, with u the spacing of floating-point numbers at 1. Both balance near
u^(1/3) for a function and argument of order 1.
Source: Griewank and Walther 2008, "Evaluating Derivatives", for differences beside AD.
"""

import numpy as np


# --8<-- [start:check]
def best_step(dtype):
    """Return u^(1/3), the step that balances truncation and rounding at scale 1."""
    return float(np.cbrt(np.finfo(dtype).eps))


def central_difference(function, x, step):
    """Return the numerical gradient of a scalar function, in the shape and type of x.

    Cost: two evaluations for each element of x.
    """
    if not np.issubdtype(x.dtype, np.floating):
        raise ValueError(f"expected floating-point x, got {x.dtype}")
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += step
        down[index] -= step
        width = up[index] - down[index]  # the step that was really made
        gradient[index] = (function(up) - function(down)) / width
    return gradient


def relative_error(one, other):
    """Return |one - other| / (|one| + |other|) in Euclidean norms; 0 if both are 0."""
    total = np.linalg.norm(one) + np.linalg.norm(other)
    return float(np.linalg.norm(one - other) / total) if total else 0.0


# --8<-- [end:check]
