"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from scipy.stats import norm
from snippets.mlops_and_edge.figures.canary_paths import ALPHA, BETA, P0, P1, path
from snippets.mlops_and_edge.sprt_canary import (
    boundaries,
    fixed_size,
    increments,
    upper_bound,
)

PAGE = "mlops-and-edge/deployment-strategies-and-rollbacks"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_rule_of_three(says):
    says(f"= {upper_bound(3000) * 100:.4f}\\ \\%$")
    assert pytest.approx(0.05, abs=0.001) == 0.999**3000
    says(f"For 99 % it is ${-np.log(0.01):.1f}/n$")


def test_fixed_sizes(says):
    n = fixed_size(P0, P1, ALPHA, 1 - BETA)
    says(f"= {n:,}$$".replace(",", "{,}"))
    says(f"A dotted line marks {n:,} requests")
    one = (
        norm.isf(0.05) * np.sqrt(P0 * (1 - P0)) + norm.ppf(0.8) * np.sqrt(P1 * (1 - P1))
    ) ** 2 / (P1 - P0) ** 2
    says(f"against a known rate needs {one:,.0f}")
    half = fixed_size(P0, 0.0015, 0.05, 0.8)
    says(f"takes {half / n:.1f} times as many, about {round(half, -2):,}")
    assert n / 3600 == pytest.approx(5, abs=0.2)  # one request a second in the canary
    assert n / 0.01 / 86_400 == pytest.approx(21, abs=1)
    says(f"{n:,} take {n / 0.5 / 3600:.1f} hours per arm")


def test_sequential_runs(says):
    _, low = boundaries(ALPHA, BETA)
    _, success = increments(P0, P1)
    says(f"after {np.ceil(low / success):,.0f} at the earliest")
    healthy = [len(path(P0, 1000 + i)) for i in range(400)]
    faulty = [len(path(P1, 5000 + i)) for i in range(400)]
    says(f"after {round(np.mean(healthy), -2):,.0f} requests on average")
    says(f"decided after {round(np.mean(faulty), -2):,.0f}, in 400 simulations each")


def test_figure(says):
    high, low = boundaries(ALPHA, BETA)
    healthy, faulty = ([path(p, seed) for seed in range(5)] for p in (P0, P1))
    assert all(one[-1] <= low for one in healthy)
    caught = [len(one) for one in faulty if one[-1] >= high]
    assert len(caught) == 3
    lengths = [len(one) for one in healthy]
    says(
        f"between about {round(min(lengths), -2):,} and {round(max(lengths), -2):,} requests"
    )
    says(
        f"between {round(min(caught), -2):,} and {round(max(caught), -2):,}, two are accepted"
    )


def test_backfill(says):
    says(f"it takes {100e6 / 2000 / 3600:.0f} hours")
