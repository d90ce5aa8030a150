import math

import numpy as np
import pytest
from snippets.deep_learning.micrograd_tensor import Tensor
from snippets.deep_learning.scalar_engine import value


def test_agrees_with_the_array_engine_on_random_graphs():
    rng = np.random.default_rng(0)
    for _ in range(20):
        numbers = rng.uniform(-1, 1, size=3)
        ours, arrays = [value(n) for n in numbers], [Tensor(n) for n in numbers]
        for _ in range(13):
            i, j, kind = *rng.integers(len(ours), size=2), rng.integers(3)
            if kind == 0:
                new = ours[i] + ours[j], arrays[i] + arrays[j]
            elif kind == 1:
                new = ours[i] * ours[j], arrays[i] * arrays[j]
            else:
                tanh = arrays[i].pointwise(np.tanh, lambda x: 1 - np.tanh(x) ** 2)
                new = ours[i].tanh(), tanh
            ours.append(new[0])
            arrays.append(new[1])
        ours[-1].backward()
        arrays[-1].backward()
        for a, b in zip(ours, arrays, strict=True):
            assert a.grad == pytest.approx(float(b.grad), abs=1e-12)


def test_a_reused_node_receives_every_contribution():
    a = value(3)
    b = a * a
    (b + b * a).backward()  # a^2 + a^3
    assert a.grad == 2 * 3 + 3 * 9


def test_a_second_call_does_not_double():
    a = value(0.5)
    y = a.tanh()
    y.backward()
    y.backward()
    assert a.grad == pytest.approx(1 - math.tanh(0.5) ** 2)


def test_rejects_a_number_that_is_not_finite():
    with pytest.raises(ValueError, match="expected a finite number, got nan"):
        value(math.nan)
