import pytest
from snippets.mlops_and_edge.quantization_costs import (
    balance_tokens,
    cache_bytes,
    effective_bits,
    step_time,
    weight_bytes,
)


def test_memory_by_hand():
    assert [weight_bytes(7e9, bits) / 1e9 for bits in (16, 8, 4)] == [14, 7, 3.5]
    assert effective_bits(4, 128, zero_bits=4) == 4.15625
    assert effective_bits(4, 32, scale_bits=8) == 4.25  # MXFP4
    assert cache_bytes(3, 5, 7, 11) == 2 * 3 * 5 * 7 * 11 * 2


def test_the_slower_of_compute_and_traffic():
    few, many = (step_time(n, 7e9, 16, 300e12, 2e12) for n in (1, 2000))
    assert few == pytest.approx(14e9 / 2e12)
    assert many == pytest.approx(2 * 7e9 * 2000 / 300e12)


@pytest.mark.parametrize("bits", [4, 8, 16])
def test_both_are_equal_at_the_balance(bits):
    tokens = balance_tokens(bits, 300e12, 2e12)
    compute = 2 * 7e9 * tokens / 300e12
    assert compute == pytest.approx(weight_bytes(7e9, bits) / 2e12)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="group of 1 or more, got 0"):
        effective_bits(4, 0)
