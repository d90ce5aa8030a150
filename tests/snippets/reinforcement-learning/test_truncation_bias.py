import pytest
from snippets.reinforcement_learning.truncation_bias import learned_value, merged_value


@pytest.mark.parametrize(("gamma", "limit"), [(0.9, 7), (0.99, 500), (0.5, 1)])
def test_bootstrapping_at_the_cut_gives_the_true_value(gamma, limit):
    found = learned_value(2.0, gamma, limit, bootstrap=True)
    assert found == pytest.approx(2.0 / (1 - gamma))


@pytest.mark.parametrize(("gamma", "limit"), [(0.9, 7), (0.99, 500), (0.5, 1)])
def test_merging_both_flags_is_biased_as_predicted(gamma, limit):
    found = learned_value(2.0, gamma, limit, bootstrap=False)
    assert found == pytest.approx(merged_value(2.0, gamma, limit))
    assert found < 2.0 / (1 - gamma)


def test_long_episodes_hide_the_bias():
    gaps = [100 - merged_value(1.0, 0.99, limit) for limit in (10, 100, 1000, 10_000)]
    assert gaps == sorted(gaps, reverse=True) and gaps[-1] < 1


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"limit >= 1, got 0\.9, 0"):
        learned_value(1.0, 0.9, 0, bootstrap=True)
