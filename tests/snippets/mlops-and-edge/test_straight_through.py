import numpy as np
import pytest
from snippets.mlops_and_edge.straight_through import fake_quantize, straight_through


def test_by_hand():
    values = np.array([0.3, -0.9, 4.0])  # 0.6, -1.8 and 8 steps of one half
    np.testing.assert_allclose(fake_quantize(values, 0.5, -8, 7), [0.5, -1.0, 3.5])
    to_values, to_step = straight_through(values, 0.5, -8, 7, np.ones(3))
    assert to_values.tolist() == [1, 1, 0]
    assert to_step == pytest.approx(0.4 - 0.2 + 7)


def test_what_rounds_to_an_end_is_still_inside():
    values = np.array([3.7, -4.2])  # 7.4 and -8.4 steps
    to_values, to_step = straight_through(values, 0.5, -8, 7, np.ones(2))
    assert to_values.tolist() == [1, 1]
    assert to_step == pytest.approx(-0.4 + 0.4)


def test_outside_the_range_only_the_step_learns():
    to_values, to_step = straight_through(
        np.array([-99.0]), 0.1, -8, 7, np.array([2.0])
    )
    assert to_values.tolist() == [0]
    assert to_step == -16


def test_for_clipped_values_the_gradient_of_the_step_is_exact():
    values = np.array([9.0, 11.0, -8.5])
    moved = [fake_quantize(values, 0.5 + e, -4, 3).sum() for e in (-1e-6, 1e-6)]
    exact = (moved[1] - moved[0]) / 2e-6
    ours = straight_through(values, 0.5, -4, 3, np.ones(3))[1]
    assert ours == pytest.approx(exact)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="step > 0 and low < high, got 0, -8 and 7"):
        fake_quantize(np.ones(2), 0, -8, 7)
