import numpy as np
import pytest
from snippets.reinforcement_learning.score_vs_pathwise import estimator_moments


@pytest.mark.parametrize(("mean", "std"), [(1.0, 0.1), (0.7, 1.3), (-2.0, 0.5)])
def test_square_in_closed_form(mean, std):
    found = estimator_moments(np.square, lambda x: 2 * x, mean, std)
    score = mean**4 / std**2 + 14 * mean**2 + 15 * std**2
    assert found["score"] == pytest.approx((2 * mean, score))
    assert found["pathwise"] == pytest.approx((2 * mean, 4 * std**2))


def test_agrees_with_samples():
    noise = np.random.default_rng(4).normal(size=400_009)
    x = 0.3 + 0.7 * noise
    found = estimator_moments(np.cos, lambda x: -np.sin(x), 0.3, 0.7)
    for name, estimate in (
        ("score", np.cos(x) * noise / 0.7),
        ("pathwise", -np.sin(x)),
    ):
        assert estimate.mean() == pytest.approx(found[name][0], abs=0.01)
        assert estimate.var() == pytest.approx(found[name][1], rel=0.02)


def test_no_spread_is_told():
    with pytest.raises(ValueError, match="expected std > 0, got 0"):
        estimator_moments(np.square, np.square, 0.0, 0)
