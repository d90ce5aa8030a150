import numpy as np
import pytest
from snippets.responsible_ai.exact_shapley import coalition_values, shapley
from snippets.responsible_ai.kernel_shap_wls import solve, weight


@pytest.mark.parametrize("features", [2, 3, 5, 8])
def test_least_squares_gives_the_shapley_values(features):
    rng = np.random.default_rng(features)
    a, b = rng.normal(size=(2, features))
    f = lambda rows: np.tanh(rows @ a) * (rows @ b)  # noqa: E731
    background, x = rng.normal(size=(7, features)), rng.normal(size=features)
    values = coalition_values(f, x, background)
    expected = shapley(values, features)
    np.testing.assert_allclose(solve(values, features), expected, atol=1e-8)


def test_weights_of_four_features():
    assert weight(4, 1) == weight(4, 3) == 0.25
    assert weight(4, 2) == 0.125


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="between 1 and 3, got 4"):
        weight(4, 4)
