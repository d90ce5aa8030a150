import numpy as np
import pytest
from snippets.mlops_and_edge.clipping_ranges import (
    clip_range,
    example,
    fake,
    output_error,
)


@pytest.fixture
def weights():
    return example(np.random.default_rng(0), outputs=7, inputs=103)[0]


def test_ranges_against_numpy(weights):
    largest = clip_range(weights, 4, "minmax")
    assert largest.ravel() == pytest.approx([max(map(abs, row)) for row in weights])
    percentile = clip_range(weights, 4, "percentile")
    expected = [np.percentile(np.abs(row), 99.5) for row in weights]
    assert percentile.ravel() == pytest.approx(expected)


@pytest.mark.parametrize("bits", [2, 3, 5])
def test_the_mse_range_has_the_least_error(weights, bits):
    def error(method):
        rounded = fake(weights, clip_range(weights, bits, method), bits)
        return ((rounded - weights) ** 2).sum(axis=1)

    assert (error("mse") <= error("minmax") + 1e-12).all()
    largest = clip_range(weights, bits, "mse")
    for other in (0.97, 1.03):  # near the minimum nothing is much better
        moved = ((fake(weights, other * largest, bits) - weights) ** 2).sum(axis=1)
        assert (moved > 0.9 * error("mse")).all()


def test_a_percentile_by_hand():
    row = np.arange(-1000.0, 1).reshape(1, -1)
    assert clip_range(row, 4, "percentile") == pytest.approx(995)


def test_least_squares_gives_up_a_lonely_outlier():
    row = np.append(np.random.default_rng(1).normal(size=997), 12.0).reshape(1, -1)
    assert 2 < clip_range(row, 4, "mse")[0, 0] < 5


def test_levels_are_symmetric_and_few(weights):
    rounded = fake(weights, clip_range(weights, 3, "minmax"), 3)
    for row in rounded:
        assert len(np.unique(row)) <= 7
    np.testing.assert_allclose(
        fake(-weights, clip_range(weights, 3, "minmax"), 3), -rounded
    )
    assert fake(np.zeros((2, 3)), np.zeros((2, 1)), 3).sum() == 0


def test_outlier_rows_hurt_one_scale_and_not_many():
    plain, loud = (example(np.random.default_rng(0), n) for n in (0, 3))
    shared = [output_error(*w, 4, "minmax", False) for w in (plain, loud)]
    own = [output_error(*w, 4, "minmax", True) for w in (plain, loud)]
    assert shared[1] > shared[0] + 6
    assert own[0] == pytest.approx(own[1])


def test_bad_input_is_told(weights):
    with pytest.raises(
        ValueError, match="expected minmax, percentile or mse, got 'kl'"
    ):
        clip_range(weights, 4, "kl")
