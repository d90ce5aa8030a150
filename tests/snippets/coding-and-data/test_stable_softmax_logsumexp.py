import numpy as np
import pytest
import scipy.special
from snippets.coding_and_data.stable_softmax_logsumexp import (
    cross_entropy,
    logsumexp,
    sigmoid,
    softmax,
)

LOGITS = 5 * np.random.default_rng(0).normal(size=(7, 11, 3))


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_agree_with_scipy(axis):
    np.testing.assert_allclose(
        softmax(LOGITS, axis), scipy.special.softmax(LOGITS, axis)
    )
    expected = scipy.special.logsumexp(LOGITS, axis)
    np.testing.assert_allclose(logsumexp(LOGITS, axis), expected)


def test_huge_logits_stay_finite_and_shifts_do_not_matter():
    with np.errstate(all="raise", under="ignore"):
        wide = softmax([1e4, -1e4, 1e4])
        assert logsumexp([1e4, 1e4]) == pytest.approx(1e4 + np.log(2))
    np.testing.assert_array_equal(wide, [0.5, 0, 0.5])
    np.testing.assert_allclose(softmax(LOGITS + 1000), softmax(LOGITS))


def test_masked_entries_get_nothing_and_empty_rows_are_zero():
    np.testing.assert_allclose(softmax([0, -np.inf, 0]), [0.5, 0, 0.5])
    assert softmax([-np.inf, -np.inf]).tolist() == [0, 0]
    assert logsumexp([-np.inf, -np.inf]) == -np.inf


def test_cross_entropy_agrees_where_the_plain_formula_works():
    z, y = LOGITS[..., 0], np.random.default_rng(1).integers(0, 2, (7, 11))
    p = scipy.special.expit(z)
    np.testing.assert_allclose(sigmoid(z), p)
    plain = -y * np.log(p) - (1 - y) * np.log1p(-p)
    np.testing.assert_allclose(cross_entropy(z, y), plain)


def test_cross_entropy_of_extreme_logits():
    with np.errstate(all="raise", under="ignore"):
        found = cross_entropy([1e4, -1e4, 1e4], [1, 1, 0])
        assert sigmoid([-1e4, 1e4]).tolist() == [0, 1]
    np.testing.assert_array_equal(found, [0, 1e4, 1e4])


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="got nan"):
        softmax([0, np.nan])
