"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from scipy.stats import chi2, kstwobign, norm
from snippets.mlops_and_edge.cusum_detection import run_length
from snippets.mlops_and_edge.psi_null_distribution import (
    expected_psi,
    psi,
    psi_threshold,
)

PAGE = "mlops-and-edge/monitoring-and-drift"
QUARTERS, CURRENT = np.full(4, 0.25), np.array([0.4, 0.3, 0.2, 0.1])


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def percent(value):
    return f"{value:.0%}".replace("%", " %")


def test_psi_by_hand(says):
    terms = (CURRENT - QUARTERS) * np.log(CURRENT / QUARTERS)
    says("That is {:.4f}, {:.4f}, {:.4f} and {:.4f}, together".format(*terms))
    says(f"together {psi(QUARTERS, CURRENT):.3f}. Whether")
    says(f"0.4, 0.3, 0.2 and 0.1 it is {psi(QUARTERS, CURRENT):.3f}")
    few, many = (expected_psi(4, n, n) for n in (40, 1000))
    says(f"with 40 rows on each side it is {few:.2f}, with 1,000 it is {many:.3f}")


def test_psi_without_drift(says):
    small, middle, large = (expected_psi(10, n, n) for n in (100, 1000, 10_000))
    says(f"the *expected* index is {small:.2f}")
    says(f"On 10,000 rows it would be {large:.4f}")
    says(f"9 times 0.02, or {small:.2f}")
    says(f"With 1,000 rows on each side it would be {middle:.3f}")
    low, high = psi_threshold(10, 10_000, 10_000), psi_threshold(10, 100, 100)
    says(
        f"for ten bins, {high:.2f} with 100 rows on each side and {low:.4f} with 10,000"
    )
    says(f"The 5 % threshold is {high:.2f}")
    over = [percent(chi2.sf(line / 0.02, 9)) for line in (0.1, 0.25)]
    says("Chance of exceeding 0.1: {}; of exceeding 0.25: {}".format(*over))
    quantile = chi2.isf(0.05, 9)
    says(rf"quantile of $\chi^2_9$ is {quantile:.1f}. ${quantile:.1f} \cdot 2/n = 0.1$")
    says(f"gives $n = {quantile * 2 / 0.1:.0f}$ on each side")
    says(f"null mean alone is {expected_psi(10, 80, 80):.2f}")
    rows = [round(9 * 2 / line) for line in (0.1, 0.25)]
    says("crosses 0.1 near {} rows and 0.25 near {}".format(*rows))


def test_psi_on_small_samples_by_simulation(says):
    counts = np.random.default_rng(5).multinomial(100, np.full(10, 0.1), (2, 20_000))
    old, new = counts[:, (counts > 0).all(axis=(0, 2))] / 100
    values = ((new - old) * np.log(new / old)).sum(axis=1)
    over = percent((values > 0.25).mean())
    says(f"with mean {values.mean():.2f} and {over} above 0.25")


def test_ks(says):
    critical = kstwobign.isf(0.05) * np.sqrt(2 / 10_000)
    says(f"= 1.36\\,\\sqrt{{\\frac{{2}}{{10{{,}}000}} }} = {critical:.4f}$")
    says(f"reacts to a distance of {critical:.3f}")
    says(f"million rows each it is {kstwobign.isf(0.05) * np.sqrt(2e-6):.4f}")
    assert 200 * 0.05 == 10


def test_run_lengths(says):
    false, delay = run_length(0, 0.5, 4), run_length(1, 0.5, 4)
    says(f"a false alarm comes every {false:.0f} values, and a shift of one standard")
    says(f"deviation is found after {delay:.1f} on average")
    says(
        f"a shift of 1 is found after {delay:.0f} values if a false alarm may come every"
    )
    says(f"every {false:.0f}.](figures")
    single = 1 / norm.sf(norm.isf(1 / false) - 0.5)
    says(f"At one false alarm in {false:.0f} days, a one-sided daily threshold needs")
    says(f"needs {single:.0f} days on average to see a shift of half a standard")
    says(f"slack 0.5 and limit 4 needs {run_length(0.5, 0.5, 4):.0f}.")


def test_costs_of_two_limits(says):
    told = {}
    for limit in (4, 6):
        alarms = 24 * 365 / run_length(0, 0.5, limit)
        delay = run_length(1, 0.5, limit)
        told[limit] = alarms, alarms * 300, delay, 2 * 2000 * delay / 24
    alarms, work, delay, harm = told[4]
    says(
        f"is {alarms:.0f} a year, USD {round(work, -2):,.0f}; delay {delay:.1f} checks"
    )
    says(f"twice a year, USD {round(harm, -2):,.0f}. With limit 6")
    fewer, less, longer, more = told[6]
    says(
        f"{fewer:.1f} false alarms, USD {round(less, -1):,.0f}; delay {longer:.1f} checks, USD {round(more, -1):,.0f}"
    )
    says(f"USD {round(less + more, -1):,.0f} against {round(work + harm, -2):,.0f}")


def test_blurred_priors(says):
    says(f"a true prior of 50 % shows as {percent(0.5 * 0.8 + 0.5 * 0.1)}")


def test_labeled_sample(says):
    says(f"about ±{1.96 * np.sqrt(0.8 * 0.2 / 200) * 100:.1f} points at 80 % accuracy")


def test_forty_models(says):
    says(f"at a 5 % test a day {40 * 50 * 0.05:.0f} false alarms")
    says(f"an average model sees {5_000_000 // 40:,} a day")
    says(f"of 1 kB are {5e6 * 1000 / 1e9:.0f} GB a day")
