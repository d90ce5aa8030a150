import numpy as np
import pytest
from scipy.signal import lfilter
from snippets.deep_learning.ssm_three_ways import (
    by_scan,
    convolution,
    kernel,
    recurrence,
    scan,
)


def system(states=5, steps=101):
    rng = np.random.default_rng(0)
    a = rng.uniform(0.5, 0.99, states) * np.exp(1j * rng.uniform(0, np.pi, states))
    b, c = rng.normal(size=(2, states)) + 1j * rng.normal(size=(2, states))
    return rng.normal(size=steps), a, b, c


def test_all_three_agree():
    x, a, b, c = system()
    expected = recurrence(x, a, b, c)
    np.testing.assert_allclose(convolution(x, a, b, c), expected, atol=1e-10)
    np.testing.assert_allclose(by_scan(x, a, b, c), expected, atol=1e-10)


def test_equals_a_sum_of_first_order_filters():
    x, a, b, c = system()
    filters = [
        lfilter([c_n * b_n], [1, -a_n], x).real
        for a_n, b_n, c_n in zip(a, b, c, strict=True)
    ]
    np.testing.assert_allclose(
        recurrence(x, a, b, c), np.sum(filters, axis=0), atol=1e-10
    )


def test_kernel_is_the_impulse_response():
    _, a, b, c = system()
    impulse = np.eye(1, 17)[0]
    np.testing.assert_allclose(
        recurrence(impulse, a, b, c), kernel(17, a, b, c), atol=1e-12
    )


@pytest.mark.parametrize("steps", [1, 2, 7, 8, 9, 101])
def test_scan_handles_coefficients_that_vary_and_has_logarithmic_depth(steps):
    rng = np.random.default_rng(0)
    a, u = rng.uniform(0, 1, (steps, 3)), rng.normal(size=(steps, 3))
    h, expected = np.zeros(3), []
    for a_t, u_t in zip(a, u, strict=True):
        h = a_t * h + u_t
        expected.append(h)
    states, rounds = scan(a, u)
    np.testing.assert_allclose(states, expected, atol=1e-12)
    assert rounds == int(np.ceil(np.log2(steps)))


def test_causal():
    x, a, b, c = system()
    changed = x.copy()
    changed[53:] += 1
    for way in (recurrence, convolution, by_scan):
        before, after = way(x, a, b, c), way(changed, a, b, c)
        np.testing.assert_allclose(before[:53], after[:53], atol=1e-10)


def test_bad_shapes_are_refused():
    x, a, b, c = system()
    for way in (recurrence, convolution, by_scan):
        with pytest.raises(ValueError, match="equal sizes"):
            way(x, a, b, c[1:])
    with pytest.raises(ValueError, match=r"expected a of shape \(3, 2\)"):
        scan(np.ones((3, 1)), np.ones((3, 2)))
