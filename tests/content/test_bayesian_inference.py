from functools import cache

import numpy as np
import pytest
from scipy.stats import beta, binom, chi2, norm

from snippets.statistics.bayes_linear import posterior, predict
from snippets.statistics.challenges.beta_ab_test import prob_b_beats_a
from snippets.statistics.conjugate_updates import (
    beta_log_evidence,
    beta_predictive,
    beta_update,
    normal_predictive,
    normal_update,
)
from snippets.statistics.eight_schools_grid import (
    EFFECTS,
    ERRORS,
    given_tau,
    mixture_quantile,
    tau_weights,
)
from snippets.statistics.figures.thompson_regret import RATES, RUNS, regrets
from snippets.statistics.normal_bayes_factor import null_bayes_factor
from snippets.statistics.pooled_rates import population_posterior, rate_quantiles

PAGE = "statistics/bayesian-inference"
GRID = np.linspace(0, 400, 8001)
A, B = (21, 181), (31, 171)


def percent(value, digits=0):
    return f"{100 * value:.{digits}f} %"


def mean(state):
    return state[0] / sum(state)


def test_opening_example(states):
    first, later = beta_update((5, 95), 3, 20), beta_update((5, 95), 30, 200)
    states(PAGE, f"gives {first[0]} clicks in {sum(first)}, so the estimate is")
    states(PAGE, f"so the estimate is {percent(mean(first), 1)}. After 30")
    text = f"the total is {later[0]} in {sum(later)}, and the estimate is"
    states(PAGE, f"{text} {percent(mean(later), 1)}")
    states(PAGE, f"At first they are {percent(100 / 120)} of the evidence, later")
    states(PAGE, f"of the evidence, later {percent(100 / 300)}")


def test_student_predictive(states):
    state = normal_update((10, 1, 1, 1), [9, 10, 12, 11, 13])
    predictive = normal_predictive(state)
    low, high = predictive.interval(0.95)
    text = f"with {2 * state[2]:.0f} degrees of freedom around {state[0]:.1f}"
    states(PAGE, f"{text}, and its 95 % interval runs from {low:.1f} to {high:.1f}")


def equal_tails(n):
    wins = np.arange(n + 1)
    return wins, *beta(1 + wins, 1 + n - wins).ppf([[0.025], [0.975]])


def test_intervals_after_no_success(states):
    _, low, high = equal_tails(20)
    states(PAGE, f"equal tails | {low[0]:.3f} to {high[0]:.3f} |")
    states(PAGE, f"gives {low[0]:.3f} to {high[0]:.3f} with equal tails")
    exact, dense = 1 - 0.025 ** (1 / 20), 1 - 0.05 ** (1 / 21)
    states(PAGE, f"exact confidence interval | 0 to {exact:.3f} |")
    states(PAGE, f"Clopper-Pearson gives 0 to {exact:.3f}")
    states(PAGE, f"highest density | 0 to {dense:.3f} |")
    states(PAGE, f"highest-density interval, from 0 to {dense:.3f}")
    states(PAGE, f"it starts at {low[0]:.4f} after zero successes")


def test_coverage_at_fixed_rates(states):
    wins, low, high = equal_tails(20)

    def covers(p):
        return binom.pmf(wins, 20, p)[(low <= p) & (p <= high)].sum()

    assert covers(0.001) == 0
    states(PAGE, f"covers $p = 0.01$ in {percent(covers(0.01))} of samples")
    average = np.mean([covers(p) for p in (np.arange(20_000) + 0.5) / 20_000])
    assert average == pytest.approx(0.95, abs=1e-3)
    share = wins / 20
    inside = np.abs(share - 0.05) <= 1.96 * np.sqrt(share * (1 - share) / 20)
    wald = binom.pmf(wins, 20, 0.05)[inside].sum()
    states(PAGE, f"covers $p = 0.05$ in {percent(wald)}")


def test_modes(states):
    states(PAGE, f"it is {8 / 12:.3f} in $p$, but the density of the log-odds")
    grid = np.linspace(0.01, 0.99, 98_001)
    peak = grid[np.argmax(beta.logpdf(grid, 9, 5) + np.log(grid * (1 - grid)))]
    states(PAGE, f"peaks at $p = {peak:.3f}$")
    low, high = chi2(100).ppf([0.005, 0.995]) ** 0.5
    states(PAGE, f"99 % of its mass lies between {low:.1f} and {high:.1f} from it")


def test_flat_log_odds(states):
    share = 1 - 2 * np.log(99) / 20
    states(PAGE, f"on $[-10, 10]$ put {percent(share)} of the probability")


def test_lindley(states):
    small, large = null_bayes_factor(2.576, np.array([100, 10_000]), 1.0)
    text = f"the Bayes factor is {small:.2f} for the null, so {1 / small:.1f} against"
    states(PAGE, f"At $n = 100$ {text} it; at $n = 10{{,}}000$ it is {large:.1f}")
    states(PAGE, rf"one of ${2.576 / 100:.3f}\,\sigma$ worse")
    assert 2 * norm.sf(2.576) == pytest.approx(0.01, abs=1e-4)


@cache
def schools():
    log_density, mu, means, deviations = given_tau(EFFECTS, ERRORS, GRID)
    return log_density, tau_weights(log_density, GRID), mu, means, deviations


def test_eight_schools(states):
    log_density, weights, mu, means, deviations = schools()
    states(PAGE, f"the average with complete pooling is {mu[0]:.1f}")
    ends = [
        mixture_quantile(weights, means[:, 0], deviations[:, 0], q)
        for q in (0.025, 0.975)
    ]
    minus = f"\N{MINUS SIGN}{-ends[0]:.1f}"
    pooled = weights @ means
    states(PAGE, f"gives A a mean of {pooled[0]:.1f} and an interval from {minus} to")
    states(PAGE, f"an interval from {minus} to {ends[1]:.1f}")
    assert pooled.min() > 5 and pooled.max() < 11.5
    assert log_density.argmax() == 0
    low, high = mu[0] + np.array([-1.96, 1.96]) * deviations[0, 0]
    text = f"every school {mu[0]:.1f} with an interval from \N{MINUS SIGN}{-low:.1f}"
    states(PAGE, f"{text} to {high:.1f}")
    np.testing.assert_allclose(deviations[0], deviations[0, 0])
    narrow = tau_weights(log_density - GRID**2 / (2 * 5**2), GRID)
    moved = narrow @ means[:, 0]
    states(PAGE, f"moves school A from {pooled[0]:.1f} to {moved:.1f}")


def test_order_can_break_after_averaging_over_tau(states):
    _, weights, mu, means, _ = schools()
    school, center = weights @ means[:, 1], weights @ mu
    assert school < center < EFFECTS[1]
    states(PAGE, f"posterior mean of school B is {school:.2f}")
    states(PAGE, rf"posterior mean of $\mu$, {center:.2f}")


def test_total_variance(states):
    _, weights, _, means, deviations = schools()
    within = weights @ deviations[:, 0] ** 2
    between = weights @ (means[:, 0] - weights @ means[:, 0]) ** 2
    states(PAGE, f"a variance of ${within:.1f} + {between:.1f}$")
    states(PAGE, f"standard deviation {np.sqrt(within + between):.1f}; doubt")
    states(PAGE, f"in the mean is {percent(between / (within + between))} of it")
    states(PAGE, f"each school a standard deviation of {deviations[0, 0]:.1f}")
    assert within - deviations[0, 0] ** 2 > between  # "most of the loss"


def test_density_of_tau_falls_like_a_power():
    for groups in (3, 5, 8):
        log_density, *_ = given_tau(
            EFFECTS[:groups], ERRORS[:groups], np.array([1e4, 1e5])
        )
        slope = (log_density[1] - log_density[0]) / np.log(10)
        assert slope == pytest.approx(-(groups - 1), abs=1e-3)


def test_misspecified_poisson(states):
    coverage = 2 * norm.cdf(1.96 / np.sqrt(2)) - 1
    states(PAGE, f"interval for the mean covers {percent(coverage)} in large")
    states(PAGE, rf"2\Phi(1.96/\sqrt2) - 1 = {100 * coverage:.1f}$ % coverage")


def test_predictive_deviation_grows_away_from_the_data(states):
    x = np.linspace(1, 5, 50)
    result = posterior(np.column_stack([np.ones(50), x]), x, 1.0, [1e-6, 1.0])
    near, far, farther = predict([[1, 3], [1, 10], [1, 30]], *result, 1.0)[1]
    states(PAGE, f"is {near:.2f} at 3, {far:.2f} at 10 and {farther:.2f} at 30")


@cache
def simulated_regret():
    return dict(regrets())


def test_thompson_numbers(states):
    paths = simulated_regret()
    end = {name: path[:, -1] for name, path in paths.items()}
    error = {name: x.std(ddof=1) / np.sqrt(RUNS) for name, x in end.items()}
    text = f"lost {end['Thompson'].mean():.1f} successes on average (standard error"
    text = f"{text} {error['Thompson']:.1f}), greedy {end['greedy'].mean():.1f}"
    states(PAGE, f"{text} ({error['greedy']:.1f})")
    lost = np.diff(paths["greedy"], axis=1)[:, -200:]
    stuck = np.mean(lost.min(axis=1) > 0)
    deviation = np.sqrt(stuck * (1 - stuck) / RUNS)
    text = f"In {percent(stuck)} of its runs (standard error {percent(deviation)})"
    states(PAGE, text)
    text = f"end at {end['Thompson'].mean():.1f} (standard error"
    states(PAGE, f"{text} {error['Thompson']:.1f}) after 2,000 rounds")
    late = end["Thompson"] - paths["Thompson"][:, 999]
    text = f"gain {late.mean():.1f} ({late.std(ddof=1) / np.sqrt(RUNS):.1f}) of that"
    states(PAGE, text)
    text = f"Greedy ends at {end['greedy'].mean():.1f} ({error['greedy']:.1f}), with a"
    median = np.median(end["greedy"])
    assert median == pytest.approx(4.15, abs=1e-6)
    states(PAGE, f"{text} median of only 4.2")


def test_asymptotic_rate(states):
    best = max(RATES)
    rate = sum(
        (best - p) / (p * np.log(p / best) + (1 - p) * np.log((1 - p) / (1 - best)))
        for p in RATES
        if p < best
    )
    states(PAGE, f"here {rate:.1f}, and Thompson sampling attains it")
    states(PAGE, f"That predicts {rate * np.log(2):.1f} for the second thousand")


def test_ab_numbers(states):
    better = prob_b_beats_a(*A, *B)
    states(PAGE, f"$P(p_B > p_A) = {better:.3f}$ exactly")
    states(PAGE, f"The exact finite sum gives {better:.3f}")
    lift_a = mean(A) * prob_b_beats_a(A[0] + 1, A[1], *B)
    lift_b = mean(B) * prob_b_beats_a(*A, B[0] + 1, B[1])
    keep = lift_b - lift_a
    ship = keep - (mean(B) - mean(A))
    loss = f"loses {100 * ship:.2f} percentage points in expectation, keeping A"
    states(PAGE, f"shipping B {loss} {100 * keep:.2f}")
    loss = f"is {ship:.5f} or {100 * ship:.2f} percentage points, and of keeping A"
    states(PAGE, f"{loss} {100 * keep:.2f} points")
    skeptical = prob_b_beats_a(30, 270, 40, 260)
    states(PAGE, f"for each variant, the probability is {skeptical:.3f}")
    states(PAGE, f"for each lower the result to {skeptical:.3f}")


def test_ab_normal_approximation(states):
    means = np.array([mean(A), mean(B)])
    variances = means * (1 - means) / np.array([sum(A) + 1, sum(B) + 1])
    states(PAGE, f"with means {means[0]:.3f} and {means[1]:.3f}. The difference is")
    gap, deviation = means[1] - means[0], np.sqrt(variances.sum())
    text = f"The difference is {gap:.4f} and its standard deviation about"
    states(PAGE, f"{text} {deviation:.4f}, so z is {gap / deviation:.2f}")
    states(PAGE, f"{variances[0]:.6f} for A and {variances[1]:.6f} for B")
    states(PAGE, rf"$\Phi({gap / deviation:.2f}) = {norm.cdf(gap / deviation):.3f}$")
    z = 0.05 / np.sqrt(0.125 * 0.875 * 2 / 200)
    states(PAGE, f"two-sided z-test has $p = {2 * norm.sf(z):.2f}$")
    states(PAGE, f"a p-value of {2 * norm.sf(z):.2f}, so")
    states(PAGE, f"The one-sided p-value is {norm.sf(z):.3f}")
    states(PAGE, f"one-sided half, {norm.sf(z):.3f}, mirrors")


def test_peeking(states):
    rng = np.random.default_rng(0)
    tests, looks = 4000, 20
    wins = rng.binomial(100, 0.1, size=(2, tests, looks)).cumsum(axis=2)
    total = 2 + 100 * np.arange(1, looks + 1)
    center = (1 + wins) / total
    variance = (center * (1 - center) / (total + 1)).sum(axis=0)
    better = norm.cdf((center[1] - center[0]) / np.sqrt(variance)) > 0.95
    ever, last = better.any(axis=1).mean(), better[:, -1].mean()
    error = np.sqrt(ever * (1 - ever) / tests)
    text = f"in {percent(ever)} of tests within 20 looks (standard error"
    states(PAGE, f"{text} {percent(error, 1)}), against {percent(last)} for one look")


def test_beta_answer(states):
    state = beta_update((2, 2), 7, 10)
    states(PAGE, f"Beta(2 + 7, 2 + 3) = Beta({state[0]}, {state[1]})")
    assert beta_predictive(state, 1).pmf(1) == pytest.approx(mean(state))
    states(PAGE, f"The mean is {state[0]} over {sum(state)}, or {mean(state):.3f}")
    both = beta_predictive(state, 2).pmf(2)
    text = rf"\tfrac{{9}}{{14}} \cdot \tfrac{{10}}{{15}} = {both:.3f}$"
    states(PAGE, f"{text}, more than $0.643^2 = {mean(state) ** 2:.3f}$")
    assert np.exp(beta_log_evidence(state, 2, 2)) == pytest.approx(both)
    states(PAGE, f"Beta(8, 4), with mean 8/12 = {mean(beta_update((1, 1), 7, 10)):.3f}")


def test_small_ads(states):
    one, many = beta_update((5, 95), 1, 1), beta_update((5, 95), 80, 1000)
    text = f"1 of 1 becomes {percent(mean(one), 1)} and 80 of 1,000 becomes"
    states(PAGE, f"{text} {percent(mean(many), 1)}")
    states(PAGE, rf"$\text{{Beta}}(5, 95)$ gives {percent(mean(one), 1)}. The defen")
    states(PAGE, f"uniform prior estimates {percent(2 / 3)}")


def test_bayes_factor_of_fifty(states):
    n, widths = 100, (1.0, 50.0)
    y = norm.ppf((np.arange(n) + 0.5) / n)
    y = (y - y.mean()) / y.std() + 0.1
    narrow, wide = (null_bayes_factor(0.1 * np.sqrt(n), n, w) for w in widths)
    factor = wide / narrow  # null cancels
    states(PAGE, f"The Bayes factor is {factor:.1f}. The leave-one-out")
    states(PAGE, f"against a log Bayes factor of {np.log(factor):.1f}")
    fits, scores = [], []
    for width in widths:
        precision = n + width**-2
        center = n * 0.1 / precision
        fits.append(f"$N({center:.3f}, {precision**-0.5:.4f}^2)$")
        precision -= 1
        center = (y.sum() - y) / precision
        scores.append(norm(center, np.sqrt(1 + 1 / precision)).logpdf(y).sum())
    states(PAGE, f"The posteriors are {fits[0]} and {fits[1]}")
    states(PAGE, f"log scores differ by {abs(scores[0] - scores[1]):.2f} in total")


@cache
def campaigns():
    rng = np.random.default_rng(1)
    trials = rng.geometric(1 / 9, size=50_000)
    rates = rng.beta(2, 38, size=50_000)
    return rng.binomial(trials, rates), trials, rates


def test_campaign_intervals(states):
    wins, trials, rates = campaigns()
    pairs, place, counts = np.unique(
        np.stack([wins, trials], axis=1),
        axis=0,
        return_inverse=True,
        return_counts=True,
    )
    k, n = pairs.T
    place = place.ravel()
    means, sizes = np.linspace(0.02, 0.1, 161), np.geomspace(2, 2000, 61)
    weights = population_posterior(k, n, counts, means, sizes)
    ends = rate_quantiles(k, n, means, sizes, weights, [0.025, 0.975])
    points = weights.size
    text = f"have {len(k)} distinct pairs; with a grid of {points:,} points that is"
    states(PAGE, f"{text} {len(k) * points / 1e6:.1f} million pairs of beta functions")
    text = f"({percent(np.mean(trials < 20))} of campaigns below 20 clicks,"
    states(PAGE, f"{text} {percent(np.mean(wins == 0))} without any conversion)")
    states(PAGE, f"With {percent(np.mean(wins == 0))} of campaigns at zero")

    def result(low, high):
        inside = (low[place] <= rates) & (rates <= high[place])
        return inside.mean(), (high - low)[place].mean()

    covered, width = result(*ends.T)
    error = np.sqrt(covered * (1 - covered) / len(rates))
    text = f"cover {percent(covered, 1)} of true rates (standard error"
    states(PAGE, f"{text} {percent(error, 1)}) with a mean width of {width:.2f}")
    covered, width = result(*beta(1 + k, 1 + n - k).ppf([[0.025], [0.975]]))
    text = f"uniform priors cover {percent(covered, 1)} with a width of {width:.2f}"
    states(PAGE, text)
    states(PAGE, f"the estimate is {2 + 4} of {40 + 10}")
    states(PAGE, f"at 4 of 10 shows {percent(6 / 50)}")


def test_top_of_the_ranking(states):
    wins, trials, rates = campaigns()
    raw = wins / trials
    shrunk = (2 + wins) / (40 + trials)
    noisy = np.argsort(-raw, kind="stable")[:500]
    best = np.argsort(-shrunk, kind="stable")[:500]
    text = f"by raw rate show {percent(raw[noisy].mean())} and truly have"
    states(PAGE, f"{text} {percent(rates[noisy].mean(), 1)}")
    error = rates[best].std(ddof=1) / np.sqrt(500)
    text = f"predicted at {percent(shrunk[best].mean(), 1)} and have"
    text = f"{text} {percent(rates[best].mean(), 1)} (standard error"
    states(PAGE, f"{text} {100 * error:.1f} points)")
