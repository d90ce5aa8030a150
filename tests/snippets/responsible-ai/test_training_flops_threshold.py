import pytest
from snippets.responsible_ai.training_flops_threshold import (
    THRESHOLD,
    classify,
    tokens_to_reach,
    training_flops,
)


@pytest.mark.parametrize(
    ("parameters", "tokens", "flops", "label"),
    [
        (70e9, 15e12, 6.3e24, "below"),
        (405e9, 15.6e12, 3.7908e25, "above"),
        (7e9, 2e12, 8.4e22, "below"),
        (100e9, 16e12, 9.6e24, "borderline"),
        (110e9, 17e12, 1.122e25, "borderline"),
    ],
)
def test_models_by_hand(parameters, tokens, flops, label):
    assert training_flops(parameters, tokens) == pytest.approx(flops)
    assert classify(parameters, tokens) == label


def test_the_threshold_itself_is_not_above():
    assert classify(THRESHOLD / 6, 1, error=0) == "below"
    assert classify(THRESHOLD / 6 * 1.001, 1, error=0) == "above"


def test_a_lower_end_on_the_threshold_is_not_above():
    assert classify(2 * THRESHOLD / 6, 1, error=0.5) == "borderline"


def test_more_error_only_moves_labels_to_borderline():
    for error in (0.0, 0.1, 0.3, 0.5):
        assert classify(70e9, 15e12, error) in ("below", "borderline")
    assert classify(70e9, 15e12, error=0.6) == "borderline"


def test_tokens_to_reach_inverts_the_estimate():
    assert training_flops(70e9, tokens_to_reach(70e9)) == pytest.approx(THRESHOLD)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="positive counts, got -7 and 3"):
        training_flops(-7, 3)
    with pytest.raises(ValueError, match="positive counts, got 7 and 0"):
        training_flops(7, 0)
    with pytest.raises(ValueError, match=r"in \[0, 1\), got 1"):
        classify(7, 3, error=1)
