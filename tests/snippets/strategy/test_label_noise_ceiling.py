import numpy as np
import pytest

from snippets.strategy.label_noise_ceiling import measured_accuracy, measured_by_class


def test_agrees_with_simulated_labels():
    rng = np.random.default_rng(0)
    n, recall, specificity, prevalence, missed, invented = (
        500_009,
        0.9,
        0.8,
        0.3,
        0.2,
        0.05,
    )
    truth = rng.random(n) < prevalence
    predicted = np.where(truth, rng.random(n) < recall, rng.random(n) > specificity)
    labels = np.where(truth, rng.random(n) > missed, rng.random(n) < invented)
    expected = measured_by_class(recall, specificity, prevalence, missed, invented)
    assert np.mean(predicted == labels) == pytest.approx(expected, abs=0.003)


def test_a_perfect_model_measures_the_labels():
    assert measured_accuracy(1, 0.033) == 1 - 0.033
    assert measured_accuracy(0.5, 0.2) == 0.5
    assert measured_accuracy(0.7, 0) == 0.7


def test_symmetric_noise_keeps_the_order():
    order = [measured_accuracy(a, 0.4) for a in np.linspace(0, 1, 11)]
    assert order == sorted(order)
    equal = measured_by_class(0.83, 0.83, 0.3, 0.1, 0.1)
    assert equal == pytest.approx(measured_accuracy(0.83, 0.1))


def test_unequal_noise_can_turn_the_order():
    better, worse = (0.95, 0.80), (0.55, 0.96)
    clean = [measured_by_class(*model, 0.3, 0, 0) for model in (better, worse)]
    noisy = [measured_by_class(*model, 0.3, 0.3, 0.01) for model in (better, worse)]
    assert clean[0] > clean[1] and noisy[0] < noisy[1]


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"noise in \[0, 1\], got 1\.5"):
        measured_accuracy(0.9, 1.5)
    with pytest.raises(ValueError, match="prevalence in"):
        measured_by_class(0.9, 0.9, -1, 0, 0)
