import pytest
from snippets.deep_learning.training_step_cost import (
    activation_bytes,
    attention_flops,
    state_bytes,
    step_flops,
)


def test_a_step_is_three_forward_passes_and_four_with_recomputation():
    forward = 2 * 1.3e9 * 1e6
    assert step_flops(1.3e9, 1e6) == 3 * forward
    assert step_flops(1.3e9, 1e6, recompute=True) == 4 * forward


def test_activations_are_linear_in_depth_and_batch_and_quadratic_only_with_scores():
    sizes = {"layers": 3, "width": 7, "heads": 2, "context": 11, "batch": 5}
    plain = activation_bytes(**sizes)
    assert plain == 3 * 11 * 5 * 7 * (34 + 5 * 2 * 11 / 7)  # the paper's equation
    assert activation_bytes(**{**sizes, "layers": 6}) == 2 * plain
    assert activation_bytes(**{**sizes, "batch": 10}) == 2 * plain
    longer = {**sizes, "context": 22}
    assert activation_bytes(**longer) > 2 * plain
    flash = activation_bytes(**sizes, keep="no scores")
    assert activation_bytes(**longer, keep="no scores") == 2 * flash
    assert flash == 17 * activation_bytes(**sizes, keep="layer inputs")


def test_attention_is_counted_as_four_products_a_layer_each_three_times():
    layers, width, context, tokens = 3, 7, 11, 13
    scores = 2 * tokens * context * width
    assert attention_flops(layers, width, context, tokens) == 3 * 2 * scores * layers


def test_adam_in_mixed_precision_keeps_16_bytes():
    assert state_bytes(7) == 16 * 7


def test_rejects_a_negative_count():
    with pytest.raises(ValueError, match="expected positive parameters and tokens"):
        step_flops(-1, 5)
