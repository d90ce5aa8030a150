import pytest
from snippets.responsible_ai.impossibility_enumeration import both_criteria, is_perfect


@pytest.mark.parametrize("size", [3, 7, 13])
def test_only_perfect_and_inverted_predictors_have_it_all(size):
    pairs = both_criteria(size)
    assert pairs
    assert all(is_perfect(one) and is_perfect(two) for one, two in pairs)


def test_every_pair_really_meets_both_criteria():
    for (tp, fp, fn, tn), (a, b, c, d) in both_criteria(7):
        assert tp * (a + b) == a * (tp + fp) and fn * (c + d) == c * (fn + tn)
        assert tp * (a + c) == a * (tp + fn) and fp * (b + d) == b * (fp + tn)
        assert tp + fn != a + c


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="at least two, got 1"):
        both_criteria(1)
