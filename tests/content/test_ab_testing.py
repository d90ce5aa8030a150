import math
from functools import cache

import numpy as np
import pytest
from scipy.stats import norm

from snippets.statistics.always_valid import boundary
from snippets.statistics.bandit_bias import bias, epsilon_greedy
from snippets.statistics.cuped import variance_factor
from snippets.statistics.experiment_checks import (
    pooled_effect,
    srm_p_value,
    stratified_effect,
)
from snippets.statistics.figures.peeking import (
    BOUNDARIES,
    LOOKS,
    MIXTURE,
    null_paths,
)
from snippets.statistics.group_sequential import (
    crossing,
    obrien_fleming,
    pocock,
    sample_cost,
)
from snippets.statistics.peeking_simulator import rejection_rate, z_paths
from snippets.statistics.ratio_delta import (
    naive_error,
    ratio_of_means,
    simulate_users,
)
from snippets.statistics.sample_size import detectable_effect, users_per_arm

PAGE = "statistics/ab-testing"
VARIANCE = 0.05 * 0.95
SIGMA = math.sqrt(VARIANCE)
PLAN = users_per_arm(SIGMA, 0.001)
TWO_SIDED = norm.isf(0.025)
STANDARD_ERRORS = TWO_SIDED + norm.ppf(0.8)  # of the MDE at the planned size


@cache
def cost(name):
    """Return largest and average sample of one boundary, computed once."""
    return sample_cost(BOUNDARIES[name][2](LOOKS))


def percent(share, digits=0):
    return f"{100 * share:.{digits}f} %"


def test_opening_example(states):
    one, both, large = (math.sqrt(n * VARIANCE) for n in (1e4, 2e4, 1.5e6))
    states(PAGE, f"about 500, give or take {one:.0f}, and their difference varies by")
    states(PAGE, f"difference varies by about {both:.0f}")
    states(PAGE, f"is 750, and its noise is {large:.0f}: {750 / large:.1f} times")


def test_sample_size_of_the_shop(states):
    assert pytest.approx(750_000, rel=0.01) == PLAN
    half = users_per_arm(SIGMA, 0.0005)
    states(PAGE, f"{PLAN:,.0f} users per arm, or {16 * VARIANCE / 1e-6:,.0f} by the")
    states(PAGE, f"four times the users, {half:,.0f}")
    states(PAGE, f"needs {half:,.0f} per arm, four times as many")
    states(PAGE, f"the first plan takes {math.ceil(2 * PLAN / 1e5)} days")
    states(PAGE, rf"0.0475 / 0.001^2 = {f'{PLAN:,.0f}'.replace(',', '{,}')}$")
    states(PAGE, f"is {16 * VARIANCE / 1e-6:,.0f} users per arm; with the exact factor")
    states(PAGE, f"with the exact factor {2 * STANDARD_ERRORS**2:.1f} it is about")
    more = users_per_arm(SIGMA, 0.001, power=0.9) / PLAN - 1
    states(PAGE, f"Power of 90 % instead of 80 % needs {percent(more)} more")
    states(PAGE, f"would need {users_per_arm(0.5, 0.01):,.0f} for the same relative")
    both = (VARIANCE + 0.051 * 0.949) / 2 / VARIANCE - 1
    states(PAGE, f"using both raises $n$ by about {percent(both)}")
    found = detectable_effect(SIGMA, 300_000) / 0.05
    states(PAGE, f"about {percent(found, 1)} relative")
    states(PAGE, f'squared is {16 * VARIANCE / 0.02**2:,.0f} users."')


def test_skewness_rule(states):
    states(PAGE, f"{355 * 18**2:,} at a skewness of 18, but {355 * 5**2:,} at 5")
    x = TWO_SIDED  # Edgeworth expansion of the t-statistic, first term
    tail = (2 * x**2 + 1) / 6 * norm.pdf(x) / math.sqrt(355)
    states(PAGE, f"off by {100 * tail:.2f} points")


def test_peeking_table(states):
    counts = (1, 2, 5, 10, 20, 100)
    rates = [percent(crossing(np.full(looks, TWO_SIDED))[-1], 1) for looks in counts]
    states(PAGE, f"| {' | '.join(rates)} |")
    states(PAGE, f"is not $1 - 0.95^5 = {100 * (1 - 0.95**5):.1f}\\,\\%$ but 14.2 %")


def test_simulated_peeking_with_its_error(states):
    paths = z_paths(np.random.default_rng(0), 100_000, 10, 1000, 0.05)
    runs = [rejection_rate(paths[:, :looks], TWO_SIDED) for looks in (2, 5, 10)]
    rates = [percent(rate, 1) for rate, _ in runs]
    errors = [f"{100 * error:.2f}" for _, error in runs]
    states(PAGE, f"agrees: {rates[0]}, {rates[1]} and {rates[2]} for 2, 5 and 10")
    states(PAGE, f"errors of {errors[0]}, {errors[1]} and {errors[2]} points")


def test_boundary_table(states):
    for name, (_, _, make) in BOUNDARIES.items():
        values = make(LOOKS)
        rate = percent(crossing(values)[-1], 1)
        row = f"{rate} | {values[0]:.2f}, {values[-1]:.2f} |"
        if name == "1.96 at every look":
            states(PAGE, f"| 1.96 each time | {row}")
        else:
            largest, average = cost(name)
            states(PAGE, f"| {name} | {row} {largest:.2f} | {average:.2f} |")


def test_costs_of_the_comparison(states):
    (flat, flat_mean), (strict, strict_mean), (always, always_mean) = (
        cost(name) for name in ("Pocock", "O'Brien-Fleming", "mSPRT")
    )
    text = f"{strict:.2f} (O'Brien-Fleming), {flat:.2f} (Pocock) | {always:.2f} (mSPRT)"
    states(PAGE, text)
    states(PAGE, f"| 1 | {strict_mean:.2f}, {flat_mean:.2f} | {always_mean:.2f} |")
    tau = math.sqrt(MIXTURE / always) / STANDARD_ERRORS
    states(PAGE, rf"($\tau$ is then {tau:.2f} times the MDE)")
    wider = boundary(1, MIXTURE) / TWO_SIDED
    states(PAGE, f"its interval is {wider:.2f} times as wide")
    assert wider == pytest.approx(1.5, abs=0.06)  # "about one and a half times"


def test_boundaries_of_five_looks(states):
    flat, strict = pocock(5), obrien_fleming(5)
    states(PAGE, f"({flat[0]:.2f} at each of five looks for Pocock; {strict[0]:.2f}")
    states(PAGE, f"{strict[0]:.2f} falling to {strict[-1]:.2f} for O'Brien")
    states(PAGE, f"nominal level of {percent(2 * norm.sf(flat[0]), 1)} per look")


def test_figure_caption(states):
    crossed = (np.abs(null_paths()) >= TWO_SIDED).any(axis=1)
    states(PAGE, f"{crossed.sum()} paths leave the band")
    assert crossed.mean() == pytest.approx(0.25, abs=0.02)
    start = obrien_fleming(LOOKS)[0]
    states(PAGE, f"O'Brien-Fleming starts at {start:.1f}")


def test_cuped_numbers(states):
    factor = variance_factor(0.7)
    states(PAGE, f"variance falls to {factor:.2f}")
    states(PAGE, f"{PLAN:,.0f} users per arm become {factor * PLAN:,.0f}")
    states(PAGE, f"{PLAN:,.0f} becomes {factor * PLAN:,.0f}")
    states(PAGE, f"or {factor:.2f}. Sample size is proportional")
    assert factor * 750_000 == pytest.approx(380_000, rel=0.01)
    saved = [percent(1 - variance_factor(rho)) for rho in (0.3, 0.5, 0.9)]
    text = rf"$\rho = 0.3$ saves {saved[0]}, $\rho = 0.5$ saves {saved[1]}"
    states(PAGE, rf"{text}, $\rho = 0.9$ saves {saved[2]}")
    states(PAGE, rf"cut of 70 % needs $\rho = {math.sqrt(0.7):.2f}$")


def test_ratio_metric_example(states):
    clicks, views = simulate_users(np.random.default_rng(0), 10_007)
    rate, error = ratio_of_means(clicks, views)
    naive = naive_error(clicks, views)
    text = f"{percent(rate, 2)} with a standard error of {100 * error:.3f} points"
    states(PAGE, f"the rate is {text}")
    states(PAGE, f"Treating the {views.sum():,} views as independent gives")
    states(PAGE, f"independent gives {100 * naive:.3f} points: a variance")
    ratio = (error / naive) ** 2
    states(PAGE, f"a variance {ratio:.1f} times too small")
    states(PAGE, f"the variance is {ratio:.1f} times too small")
    wrong = 2 * norm.sf(TWO_SIDED * naive / error)
    states(PAGE, f"call a winner {percent(wrong)} of the time")


def test_sample_ratio_mismatch(states):
    more, fewer = 821_588, 815_482
    p = srm_p_value([more, fewer], [0.5, 0.5])
    states(PAGE, f"gives $p$ = {p:.1e}".replace("e-06", "e-6"))
    states(PAGE, f"gives p of {1e6 * p:.1f} in a million")
    states(PAGE, f"Only {percent(1 - fewer / more, 2)} of the smaller arm is missing")
    states(PAGE, f"raises that arm's rate by {percent(more / fewer - 1, 2)}")
    total = more + fewer
    states(PAGE, f"expected count is {total / 2:,.0f} each")
    deviation = (more - fewer) / math.sqrt(total)
    states(PAGE, f"{more - fewer:,} is {deviation:.1f} standard deviations")
    share = more / total
    states(PAGE, f'"{percent(share, 2)} against {percent(1 - share, 2)} is close')
    states(PAGE, f"of the share is {50 / math.sqrt(total):.2f} points")
    states(PAGE, f"The deviation of {100 * share - 50:.2f} points is nearly five")


def test_ramp(states):
    users = np.array([[900_000, 200_000], [100_000, 200_000]])
    conversions = np.array([[45_000, 6_000], [5_100, 6_200]])
    states(PAGE, "45,000 of 900,000: 5.0 % | 5,100 of 100,000: 5.1 % | +0.10 points")
    states(PAGE, "6,000 of 200,000: 3.0 % | 6,200 of 200,000: 3.1 % | +0.10 points")
    control, treatment = conversions.sum(axis=1) / users.sum(axis=1)
    pooled = pooled_effect(users, conversions)
    text = f"{percent(control, 2)} | {percent(treatment, 2)} | {100 * pooled:.2f}"
    states(PAGE, f"| pooled | {text} points |")
    effect, error = stratified_effect(users, conversions)
    text = f"{100 * effect:+.2f} points with a standard error of {100 * error:.2f}"
    states(PAGE, f"the difference is {text}")
    weekend = users[:, 1] / users.sum(axis=1)
    assert weekend[1] == pytest.approx(2 / 3)
    assert weekend[0] < 0.2


def test_null_result_interval(states):
    half, estimate = TWO_SIDED / STANDARD_ERRORS, norm.isf(0.15) / STANDARD_ERRORS
    states(PAGE, f"the MDE is {STANDARD_ERRORS:.2f} standard errors")
    states(PAGE, f"95 % interval is {half:.2f} MDE")
    states(PAGE, f"{norm.isf(0.15):.2f} standard errors, or {estimate:.2f} MDE")
    low, high = estimate - half, estimate + half
    states(PAGE, rf"\pm {half:.2f}$, that is $[{low:.2f}, {high:.2f}]$")


def test_many_metrics(states):
    states(PAGE, f"20 independent nulls, {percent(1 - 0.95**20)} of tests show")


def test_bayesian_dashboard(states):
    z = norm.isf(0.03)
    states(PAGE, f"so 97 % is $z = {z:.2f}$")
    states(PAGE, f"in {percent(crossing(np.full(14, z))[-1])} of the tests")
    observed = z * 2
    states(PAGE, f"means an observed lift of {observed:.2f} %")
    shrunk = observed / (1 + 4)
    states(PAGE, rf"{observed:.2f} \cdot 1/(1 + 4) = {shrunk:.2f}\,\%$")
    states(PAGE, rf"\Phi(1.88/\sqrt 5) = {100 * norm.cdf(z / math.sqrt(5)):.0f}\,\%$")


def test_bandit_simulation(states):
    runs = epsilon_greedy(np.random.default_rng(0), (0, 0), 100, 0.2, 20_000)
    (means, error), (weighted, wide) = (bias(run, (0, 0)) for run in runs)
    text = f"off by {means[0]:.3f} and {means[1]:.3f}, Monte-Carlo standard error"
    states(PAGE, f"{text} {error.max():.4f}")
    text = f"are off by {weighted[0]:.4f} and {weighted[1]:.4f}, error {wide.max():.4f}"
    states(PAGE, text)


def test_retention_holdout(states):
    needed = users_per_arm(math.sqrt(0.3 * 0.7), 0.01)
    states(PAGE, f"each arm needs {needed:,.0f} users")
    error = math.sqrt(0.21 * (1 / 20_000 + 1 / 380_000))
    states(PAGE, f"which detects {100 * STANDARD_ERRORS * error:.2f} points")


def test_marketplace(states):
    launched = math.sqrt(1.1) - 1
    states(PAGE, rf"$\sqrt{{1.1}} - 1 = {100 * launched:.1f}\,\%$")
    assert 0.1 / launched == pytest.approx(2, abs=0.1)
    blocks = users_per_arm(0.15, 0.02)
    states(PAGE, f"detecting 2 % takes {blocks:.0f} blocks per arm")
    states(PAGE, f"12 windows a day give {20 * 12 * 14:,} in 14 days")
