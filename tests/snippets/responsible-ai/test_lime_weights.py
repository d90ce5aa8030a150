import numpy as np
import pytest
from snippets.responsible_ai.lime_weights import lime


def test_a_linear_model_is_found_exactly():
    beta = np.array([2.0, -1.0, 0.5])
    found, fidelity = lime(lambda r: r @ beta, [1, 2, 3], 0.7, 101,
                           np.random.default_rng(0))  # fmt: skip
    np.testing.assert_allclose(found, beta)
    assert fidelity == pytest.approx(1)


def test_a_narrow_kernel_gives_the_gradient():
    f = lambda r: np.sin(2 * r[:, 0]) + r[:, 1] ** 2  # noqa: E731
    x = np.array([0.4, -0.7])
    found, fidelity = lime(f, x, 0.1, 20_011, np.random.default_rng(1), spread=0.1)
    np.testing.assert_allclose(found, [2 * np.cos(0.8), -1.4], atol=0.05)
    assert fidelity > 0.98


def test_the_width_changes_the_answer_and_the_fidelity():
    f = lambda r: np.sin(3 * r[:, 0])  # noqa: E731
    rng = np.random.default_rng(2)
    (narrow,), good = lime(f, [0.2], 0.2, 5003, rng)
    (wide,), poor = lime(f, [0.2], 5.0, 5003, rng)
    assert narrow > 2 and abs(wide) < 0.5
    assert good > 0.9 > 0.3 > poor


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="width above 0"):
        lime(lambda r: r[:, 0], [1.0], 0, 50, np.random.default_rng(0))
