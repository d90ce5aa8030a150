import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets.strategy.natural_frequencies import (
    natural_frequencies,
    positive_predictive_value,
)

shares = st.floats(0, 1)


def test_the_screening_example():
    counts = natural_frequencies(1000, 0.01, 0.9, 0.09)
    assert (counts.ill_positive, counts.ill_negative) == (9, 1)
    assert (counts.healthy_positive, counts.healthy_negative) == (89, 901)
    assert counts.positives == 98


@given(st.integers(1, 10**6), shares, shares, shares)
def test_counts_always_add_up(population, prevalence, sensitivity, alarms):
    counts = natural_frequencies(population, prevalence, sensitivity, alarms)
    ill = counts.ill_positive + counts.ill_negative
    healthy = counts.healthy_positive + counts.healthy_negative
    assert ill + healthy == population
    assert abs(ill - population * prevalence) <= 0.5
    assert min(vars(counts).values()) >= 0


@given(st.floats(0.01, 0.99), st.floats(0.05, 1), st.floats(0.01, 1))
def test_counts_agree_with_bayes(prevalence, sensitivity, alarms):
    counts = natural_frequencies(10**8, prevalence, sensitivity, alarms)
    exact = positive_predictive_value(prevalence, sensitivity, alarms)
    assert counts.ill_positive / counts.positives == pytest.approx(exact, abs=1e-5)


def test_a_test_that_never_errs_is_always_right():
    assert positive_predictive_value(0.01, 1, 0) == 1
    counts = natural_frequencies(997, 0.01, 1, 0)
    assert counts.positives == counts.ill_positive == 10


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="whole population, got 0"):
        natural_frequencies(0, 0.1, 0.9, 0.1)
    with pytest.raises(ValueError, match=r"shares between 0 and 1, got 1\.2"):
        natural_frequencies(100, 0.1, 1.2, 0.1)
    with pytest.raises(ValueError, match="somebody to test positive"):
        positive_predictive_value(0, 0.9, 0)
