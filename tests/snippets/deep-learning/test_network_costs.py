import pytest
from snippets.deep_learning.network_costs import Layer, table, vgg16


def test_vgg16_has_the_published_number_of_parameters():
    rows = table(vgg16(), 224, 3)
    assert sum(row["parameters"] for row in rows) == 138_357_544
    assert rows[-1]["size"] == 1 and rows[-1]["channels"] == 1000


def test_a_larger_image_no_longer_ends_in_one_pixel():
    assert table(vgg16(), 256, 3)[-1]["size"] == 2


def test_pooling_is_free_of_weights_and_keeps_the_channels():
    (row,) = table([Layer("pool", 2, stride=2)], 13, 7)
    assert (row["size"], row["channels"]) == (6, 7)
    assert row["parameters"] == row["macs"] == 0


def test_groups_divide_weights_but_not_biases():
    (row,) = table([Layer("depthwise", 3, 7, pad=1, groups=7)], 11, 7)
    assert row["parameters"] == 9 * 7 + 7
    assert row["macs"] == 9 * 7 * 121


def test_rejects_a_kernel_that_does_not_fit():
    with pytest.raises(ValueError, match=r"expected a padded size of 7 .* got 5 at c"):
        table([Layer("c", 3, 2, dilation=3)], 5, 1)


def test_rejects_groups_that_do_not_divide():
    with pytest.raises(ValueError, match=r"expected 3 to divide .* got 5 and 6"):
        table([Layer("c", 1, 6, groups=3)], 5, 5)


def test_field_counts_dilation_and_only_the_strides_before():
    layers = [
        Layer("a", 3, 2, stride=2),
        Layer("b", 3, 3, dilation=2),
        Layer("pool", 2, stride=3),
        Layer("c", 5, 1),
    ]
    # 1 + 2 = 3, then 2 taps 2 apart at jump 2, 1 at jump 2, 4 at jump 6
    assert [row["field"] for row in table(layers, 101, 1)] == [3, 11, 13, 37]


def test_activations_count_channels_and_places():
    (row,) = table([Layer("a", 3, 5, stride=2)], 15, 2)
    assert row["activations"] == 5 * 7 * 7


def test_rejects_groups_that_do_not_divide_the_filters():
    with pytest.raises(ValueError, match=r"expected 3 to divide .* got 6 and 5"):
        table([Layer("c", 1, 5, groups=3)], 5, 6)
