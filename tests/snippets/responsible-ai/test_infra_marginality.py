import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta
from snippets.responsible_ai.infra_marginality import error_rates, threshold_for_fpr


@pytest.mark.parametrize(("a", "b"), [(4.0, 4.0), (1.5, 4.5), (0.7, 2.0)])
def test_rates_agree_with_the_integrals(a, b):
    mean = a / (a + b)
    for threshold in (0.2, 0.5, 0.8):
        hits, _ = quad(lambda r: r * beta.pdf(r, a, b), threshold, 1)
        alarms, _ = quad(lambda r: (1 - r) * beta.pdf(r, a, b), threshold, 1)
        expected = hits / mean, alarms / (1 - mean)
        assert error_rates(a, b, threshold) == pytest.approx(expected, abs=1e-7)


def test_calibrated_groups_and_one_threshold_give_different_rates():
    rng = np.random.default_rng(0)
    found = []
    for a, b in [(4.0, 4.0), (1.5, 4.5)]:
        risk = rng.beta(a, b, size=400_009)
        positive = rng.random(risk.size) < risk
        for low in (0.1, 0.4, 0.7):  # calibrated: as many positives as the risk says
            near = (risk > low) & (risk < low + 0.05)
            assert positive[near].mean() == pytest.approx(risk[near].mean(), abs=0.02)
        rates = (risk[positive] > 0.5).mean(), (risk[~positive] > 0.5).mean()
        assert rates == pytest.approx(error_rates(a, b, 0.5), abs=0.005)
        found.append(rates[1])
    assert found[0] > 3 * found[1]


def test_the_threshold_for_a_rate_has_that_rate():
    for rate in (0.05, 0.3, 0.7):
        threshold = threshold_for_fpr(1.5, 4.5, rate)
        assert error_rates(1.5, 4.5, threshold)[1] == pytest.approx(rate)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="above 0 and a threshold"):
        error_rates(0, 1, 0.5)
    with pytest.raises(ValueError, match="rate between 0 and 1"):
        threshold_for_fpr(1, 1, 1)
