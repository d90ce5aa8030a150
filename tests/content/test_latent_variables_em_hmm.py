from functools import cache
from math import exp, log, pi, sqrt

import numpy as np
import pytest
from sklearn.mixture import GaussianMixture

from snippets.statistics.coin_em import FLIPS, HEADS, responsibilities
from snippets.statistics.coin_em import fit as fit_coins
from snippets.statistics.figures.em_mixture import STARTS, run, sample
from snippets.statistics.gmm_em import fit as fit_mixture
from snippets.statistics.gmm_em import log_joint
from snippets.statistics.hmm_forward_viterbi import forward, posteriors, viterbi
from snippets.statistics.missing_normal_em import fit as fit_gaps
from snippets.statistics.missing_normal_em import sensor
from snippets.statistics.symmetric_mixture import missing_fraction

PAGE = "statistics/latent-variables-em-hmm"
PRIOR = [0.5, 0.5]


def test_two_coins(states):
    r = responsibilities(HEADS, FLIPS, [0.6, 0.5], PRIOR)
    path = fit_coins(HEADS, FLIPS, [0.6, 0.5], PRIOR, 60)
    heads, flips = r.T @ HEADS, FLIPS * r.sum(axis=0)
    states(PAGE, f"with probability {r[0, 0]:.3f}; for 9 heads it is {r[1, 0]:.3f}")
    states(PAGE, f"gets {heads[0]:.1f} heads in {flips[0]:.1f} flips, hence")
    states(PAGE, f"hence {path[1, 0]:.3f}, and the second {path[1, 1]:.3f}")
    states(PAGE, f"settle at {path[-1, 0]:.3f} and {path[-1, 1]:.3f}")
    listed = ", ".join(f"{value:.3f}" for value in r[:4, 0])
    states(PAGE, f"responsibilities are {listed} and {r[4, 0]:.3f}")
    text = f"{heads[0]:.1f} heads in {flips[0]:.1f} flips, so {path[1, 0]:.3f}"
    states(PAGE, f"expected counts are {text}")
    text = f"{heads[1]:.1f} in {flips[1]:.1f}, so {path[1, 1]:.3f}"
    states(PAGE, f"The second gets {text}")
    states(PAGE, f"The limit is {path[-1, 0]:.3f} and {path[-1, 1]:.3f}")
    sure = [0.6, 0.5]
    for _ in range(9):  # hard EM
        first = responsibilities(HEADS, FLIPS, sure, PRIOR)[:, 0] > 0.5
        sure = [HEADS[first].mean() / FLIPS, HEADS[~first].mean() / FLIPS]
    first, second = HEADS[first], HEADS[~first]
    assert sorted(first) == [7, 8, 9] and sorted(second) == [4, 5]
    states(PAGE, f"9, 8 and 7 heads give {sure[0]:.2f}, those with")
    states(PAGE, f"those with 5 and 4 give {sure[1]:.2f}.")
    swapped = fit_coins(HEADS, FLIPS, [0.5, 0.6], PRIOR, 60)
    np.testing.assert_allclose(swapped, path[:, ::-1])
    equal = fit_coins(HEADS, FLIPS, [0.55, 0.55], PRIOR, 9)
    assert np.ptp(equal[1:]) < 1e-12
    states(PAGE, f"the pooled frequency of {equal[-1, 0]:.2f} and stay")


def test_responsibility_of_five_heads(states):
    likely, fair = 0.24**5, 0.25**5
    states(PAGE, f"about {likely:.6f}. The fair coin has 0.25 to the fifth")
    states(PAGE, f"0.25 to the fifth, {fair:.6f}. Normalized")
    share = likely / (likely + fair)
    text = f"{share:.3f} for the 0.6 coin and {1 - share:.3f} for the fair one"
    states(PAGE, f"Normalized: {text}")
    states(PAGE, rf"\frac{{1}}{{1 + {(0.25 / 0.24) ** 5:.3f}}} = {share:.3f}")
    computed = responsibilities([5], 10, [0.6, 0.5], [0.8, 0.2])[0, 0]
    states(PAGE, rf"the odds are $4 \cdot {likely / fair:.3f}$")
    states(PAGE, f"its responsibility is {computed:.3f}")
    assert round((0.25 / 0.24) ** 500 / 1e8) == 7
    assert responsibilities([6], 10, [0.6, 0.5], PRIOR)[0, 0] > 0.5 > share


def test_explaining_away(states):
    alarm = 1 - 0.9**2
    states(PAGE, f"a burglary has probability {0.1 / alarm:.3f}")
    states(PAGE, rf"P(\text{{alarm}}) = {alarm:.2f}$")
    states(PAGE, f"0.1/{alarm:.2f} = {0.1 / alarm:.3f}$")


def test_selection_on_a_sum(states):
    kept = 1 - 2 / pi
    value = (kept - 1) / (kept + 1)
    states(PAGE, f"$({kept:.3f} - 1)/({kept:.3f} + 1) = {value:.3f}$")
    x = np.random.default_rng(0).normal(size=(200_000, 2))
    chosen = np.corrcoef(x[x.sum(axis=1) > 0].T)[0, 1]
    assert chosen == pytest.approx(value, abs=0.01)


def test_rate_of_convergence(states):
    slow, fast = missing_fraction(0.5), missing_fraction(2.0)
    digit = log(0.1)
    states(PAGE, f"it is {slow:.2f} for means one standard deviation apart")
    states(PAGE, f"one more\ncorrect digit takes {digit / log(slow):.1f} iterations")
    text = f"it is {fast:.2f}, and each iteration adds {log(fast) / digit:.1f} digits"
    states(PAGE, f"For means four apart {text}")


def test_three_starts(states):
    runs = {name: run(start, 400) for name, start in STARTS.items()}
    ends = [trace[-1] for _, trace in runs.values()]
    listed = [f"{end:.1f}".replace("-", "−") for end in ends]
    states(PAGE, f"reach {listed[0]}, {listed[1]} and {listed[2]}")
    assert ends[1] == pytest.approx(ends[2], abs=1e-3)
    states(PAGE, "with the labels of two components swapped")
    means = [runs[name][0][1] for name in "BC"]
    np.testing.assert_allclose(means[0], means[1][[0, 2, 1]], atol=1e-2)
    arrival = np.argmax(runs["B"][1] > ends[2] - 0.01)
    states(PAGE, f"B needs some {round(arrival, -2)} iterations")


def test_random_starts(states):
    x, rng = sample(), np.random.default_rng(0)
    eyes = np.array([np.eye(2)] * 3)
    ends = []
    for _ in range(40):
        start = x[rng.choice(len(x), 3, replace=False)]
        ends.append(fit_mixture(x, np.ones(3) / 3, start, eyes, 1e-3, 1e-6)[1][-1])
    best = sum(end > max(ends) - 0.1 for end in ends)
    states(PAGE, f"From {len(ends)} starts at three random data points, {best} reach")


def test_collapse(states):
    x = sample()
    values = []
    for s in (1e-3, 1e-4):
        covariances = np.array([np.eye(2) * s**2, np.eye(2) * 9])
        means = np.array([x[0], [0, 1]])
        joint = log_joint(x, [0.5, 0.5], means, covariances)
        values.append(np.logaddexp(*joint.T).sum())
    gain = values[1] - values[0]
    states(PAGE, f"standard deviation adds {gain:.1f} to the log-likelihood")
    states(PAGE, f"In two dimensions a tenfold smaller $s$ adds {gain:.1f}.")


def test_a_collapsed_component_beats_the_sensible_optimum(states):
    x, eye = sample(), np.eye(2)
    gaps = ((x[:, None] - x) ** 2).sum(axis=2) + 99 * np.eye(len(x))
    pair = x[list(np.unravel_index(gaps.argmin(), gaps.shape))]
    means = np.array([pair.mean(axis=0), [0, 0], [0, 4.5]])
    start = np.ones(3) / 3, means, np.array([1e-3 * eye, 2 * eye, eye])
    (weights, _, covariances), trace = fit_mixture(x, *start, 1e-8, 1e-9)
    assert weights[0] * len(x) == pytest.approx(2, abs=0.01)
    assert np.linalg.eigvalsh(covariances[0])[0] == pytest.approx(1e-8)
    states(PAGE, f"log-likelihood of −{-trace[-1]:.1f} beats start A")
    assert trace[-1] > run(STARTS["A"], 100)[1][-1] + 1


def test_parameters_of_a_mixture(states):
    count = 2 + 3 * 2 + 3 * 3
    states(PAGE, rf"$3 \cdot 3$ covariance entries: {count}.")


def test_defaults_of_scikit_learn(states):
    model = GaussianMixture()
    assert model.init_params == "kmeans"
    states(PAGE, f"(`n_init={model.n_init}`, from k-means)")
    states(PAGE, f"a mean gain below {model.tol} and adds `1e-6`")
    assert model.reg_covar == 1e-6 == pytest.approx(0.001**2)


def casino_length(rng):
    """Return the number of rolls after which an unscaled alpha is exactly zero."""
    A = np.array([[0.95, 0.05], [0.1, 0.9]])
    B = np.array([[1 / 6] * 6, [0.1] * 5 + [0.5]])
    start = np.array([2 / 3, 1 / 3])
    state, message, rolls = rng.choice(2, p=start), start, 0
    while message.max() > 0:
        prior = message if rolls == 0 else message @ A
        message = prior * B[:, rng.choice(6, p=B[state])]
        state, rolls = rng.choice(2, p=A[state]), rolls + 1
    return rolls


def test_underflow(states):
    smallest = np.nextafter(0, 1)
    steps = int(np.floor(-np.log(smallest) / log(6))) + 1
    states(PAGE, f"$6^{{-{steps}}}$ is below the smallest positive double")
    rng = np.random.default_rng(0)
    lengths = [casino_length(rng) for _ in range(20)]
    states(PAGE, f"exactly 0 after {min(lengths)} to {max(lengths)} rolls")
    values = np.cumprod(np.full(500, 1 / 6))
    states(PAGE, f"becomes exactly 0 after {np.argmax(values == 0) + 1} rolls")


def test_scaling_can_lose_a_state_for_good(states):
    B, obs = np.array([[0.9, 0.1], [0.1, 0.9]]), [0] * 400 + [1] * 800
    with np.errstate(divide="ignore"):
        tables = np.log([0.5, 0.5]), np.log(np.eye(2)), np.log(B)
    log_alpha, log_evidence = forward(*tables, obs)
    assert log_alpha[-1, 1] > log_alpha[-1, 0] + 800
    message, scaled = np.array([0.5, 0.5]), 0.0
    for symbol in obs:
        message = message * B[:, symbol]
        scaled += log(message.sum())
        message /= message.sum()
    np.testing.assert_array_equal(message, [1, 0])
    states(PAGE, f"its log-likelihood is {log_evidence - scaled:.0f} too low")


def test_decoders_disagree(states):
    with np.errstate(divide="ignore"):
        log_A = np.log([[1.0, 0, 0], [0, 0, 1], [0, 0, 1]])
    tables = np.log([0.4, 0.35, 0.25]), log_A, np.zeros((3, 1))
    path, value = viterbi(*tables, [0, 0])
    gamma = posteriors(*tables, [0, 0])
    states(PAGE, f"Viterbi returns ({path[0] + 1}, {path[1] + 1}) with probability 0.4")
    assert exp(value) == pytest.approx(0.4)
    each = gamma.argmax(axis=1)
    states(PAGE, f"Posterior decoding returns ({each[0] + 1}, {each[1] + 1})")
    right = gamma.max(axis=1).sum(), gamma[[0, 1], path].sum()
    states(PAGE, f"{right[0]:.1f} states right on average against {right[1]:.1f}")
    assert np.isneginf(log_A[each[0], each[1]])


def test_durations(states):
    stay = 0.95
    mean, longer = 1 / (1 - stay), stay**40
    states(PAGE, f"the mean is {mean:.0f} steps")
    states(PAGE, f"{100 * longer:.0f} % of stays exceed 40")
    states(PAGE, f"0.95 to the 40th, {longer:.3f}")
    states(PAGE, f"= {sqrt(stay) / (1 - stay):.1f}$, nearly the mean itself")
    assert mean == pytest.approx(4 / 0.2)
    spread = sqrt(4 * 0.8) / 0.2
    states(PAGE, f"same mean of 20 and a standard deviation of {spread:.1f}.")


@cache
def sensor_rows(mechanism):
    _truth, gappy = sensor(mechanism, 20_000, np.random.default_rng(0))
    seen = ~np.isnan(gappy[:, 1])
    filled = np.where(seen, gappy[:, 1], np.nanmean(gappy[:, 1]))
    mean, covariance = fit_gaps(gappy, 20)
    return [
        summary(*gappy[seen].T),
        summary(gappy[:, 0], filled),
        cell(mean[1], covariance),
    ]


def summary(temperature, vibration):
    return cell(vibration.mean(), np.cov(temperature, vibration, bias=True))


def cell(mean, covariance):
    correlation = covariance[0, 1] / sqrt(covariance[0, 0] * covariance[1, 1])
    return f"{mean:.2f} / {sqrt(covariance[1, 1]):.2f} / {correlation:.2f}"


@pytest.mark.parametrize("mechanism", ["MCAR", "MAR", "MNAR"])
def test_missing_readings(states, mechanism):
    states(PAGE, f"({mechanism}) | {' | '.join(sensor_rows(mechanism))} |")


def test_missing_readings_in_the_design(states):
    complete, em = (sensor_rows("MAR")[i][:4] for i in (0, 2))
    text = f"a mean vibration of {complete} against a true 2.00"
    mnar = sensor_rows("MNAR")[2][:4]
    states(PAGE, f"{text}, EM with temperature {em}, and EM under MNAR {mnar}.")
    states(PAGE, rf"by $\sqrt{{0.7}} = {sqrt(0.7):.2f}$")


def test_label_bias(states):
    score = exp(3) / (2 + exp(3))
    states(PAGE, f'"rob" $e^3/(2 + e^3) = {score:.3f}$')
