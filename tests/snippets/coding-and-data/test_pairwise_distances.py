import numpy as np
import pytest
from scipy.spatial.distance import cdist
from snippets.coding_and_data.pairwise_distances import chunked, expanded, loop, memory

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(53, 7)), RNG.normal(size=(31, 7))


@pytest.mark.parametrize("method", [expanded, chunked, loop])
def test_agrees_with_scipy(method):
    np.testing.assert_allclose(method(X, Y), cdist(X, Y), atol=1e-6)


@pytest.mark.parametrize("rows", [1, 7, 53, 1000])
def test_any_size_of_chunk_gives_the_same(rows):
    np.testing.assert_array_equal(chunked(X, Y, rows), chunked(X, Y))


def test_a_point_has_no_distance_to_itself():
    far = X + 1e6
    assert (np.diag(chunked(far, far)) == 0).all()
    assert (expanded(far, far) >= 0).all()


def test_the_expanded_formula_cancels_for_close_points():
    close = X + 1e-9
    true = 1e-9 * np.sqrt(7)
    assert np.diag(chunked(X, close)) == pytest.approx(true, rel=1e-6)
    assert abs(np.diag(expanded(X, close)) / true - 1).max() > 1


def test_memory_is_what_the_arrays_take():
    assert memory(53, 31, 7, "broadcast") == 8 * (53 * 31 + X[:, None, :].size * 31)
    assert memory(1000, 500, 64, "expanded") == 8 * 2 * 1000 * 500


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"got \(53, 7\) and \(31, 6\)"):
        expanded(X, Y[:, :6])
    with pytest.raises(ValueError, match="expected one of"):
        memory(1, 1, 1, "magic")
