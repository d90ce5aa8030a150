"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import beta, lognorm, norm
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    f1_score,
    matthews_corrcoef,
    ndcg_score,
    precision_score,
    recall_score,
)

from snippets.foundations.auc_and_ap import average_precision, precision, roc_auc
from snippets.foundations.f1_threshold import best_f1, f_beta
from snippets.foundations.figures.prevalence_curves import (
    COST_RATIO,
    PREVALENCES,
    SEPARATION,
    cheapest,
    rates,
)
from snippets.foundations.grouped_auc import grouped_auc
from snippets.foundations.metric_interval import auc_standard_error, bootstrap
from snippets.foundations.ndcg import ndcg
from snippets.foundations.threshold_by_cost import (
    cost_curve,
    cost_threshold,
    simulate,
)

PAGE = "foundations/classification-ranking-metrics"
LIST = [1, 0, 1, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.5]


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment.replace("%", " %"))


def test_the_list_of_five(says):
    area, ap = roc_auc(*LIST), average_precision(*LIST)
    assert area == pytest.approx(ap)
    text = f"The AUC of this list is also {area:.3f}, five of six pairs"
    says(rf"\tfrac12 (1 + \tfrac23) = {ap:.3f}$. {text}")
    says(f"the AUC is five sixths, {area:.3f}")
    says(f"$5/(2 \\cdot 3) = {area:.3f}$")
    longer = [1, 0, 1, 0, 0, 0], [6, 5, 4, 3, 2, 1]
    assert roc_auc(*longer) == 7 / 8
    assert average_precision(*longer) == pytest.approx(ap)
    tied = [1, 0, 1, 0, 0], [0.9, 0.8, 0.8, 0.6, 0.5]
    says(f"AUC 5.5/6 = {roc_auc(*tied):.3f}")
    says(f"so AP stays {average_precision(*tied):.3f}")


def test_a_hundred_negatives_for_each_change_ap_but_not_the_area():
    labels, scores = LIST
    counts = [1 if label else 100 for label in labels]
    labels, scores = np.repeat(labels, counts), np.repeat(scores, counts)
    assert roc_auc(labels, scores) == pytest.approx(5 / 6)
    assert average_precision(labels, scores) == pytest.approx((1 + 2 / 102) / 2)


def test_real_positives(says):
    share = precision(0.9, 0.05, 0.01)
    says(f"a prevalence of 1%, precision is {share:.1%}")
    assert 1 - share == pytest.approx(5 / 6, abs=0.02)  # about five of six alarms
    says(f"So 90 of {90 + 495} are real, {share:.1%}")
    says(f"0.009 + 0.0495}} = {share:.3f}")
    says(f"would lift precision only to {precision(1, 0.05, 0.01):.1%}")
    assert precision(0.9, 0.009 / 0.99, 0.01) == pytest.approx(0.5)
    odds = 18 * 18 / 99
    says(f"324/99, or {odds / (1 + odds):.1%}")


def test_needed_false_positive_rate(states):
    states(PAGE, f"$0.009/0.99 = {0.009 / 0.99 * 100:.2f}\\ \\%$")


def test_flagging_everything_with_many_positives(says):
    labels, flags = [1] * 95 + [0] * 5, [1] * 100
    assert balanced_accuracy_score(labels, flags) == 0.5
    assert matthews_corrcoef(labels, flags) == 0
    f1 = f1_score(labels, flags)
    assert f1 == pytest.approx(f_beta(0.95, 1))
    says(f"flagging everything has an F1 of {f1:.3f}, a balanced accuracy of 0.5")


def test_three_classes(says):
    matrix = np.array([[80, 10, 10], [2, 6, 2], [1, 0, 9]])
    truth = np.repeat(np.arange(3), matrix.sum(axis=1))
    guess = np.concatenate([np.repeat(np.arange(3), row) for row in matrix])
    micro = f1_score(truth, guess, average="micro")
    assert micro == accuracy_score(truth, guess)
    assert micro == precision_score(truth, guess, average="micro")
    assert micro == recall_score(truth, guess, average="micro")
    macro = f1_score(truth, guess, average="macro")
    of_means = f_beta(
        precision_score(truth, guess, average="macro"),
        recall_score(truth, guess, average="macro"),
    )
    text = f"macro-F1 is {macro:.3f} and the other one {of_means:.3f}"
    says(f"micro-F1 and accuracy are {micro:.3f}, {text}")


def test_ks_is_twice_the_best_balanced_accuracy_minus_one():
    found, alarms = rates(np.linspace(-4, 6, 1001))
    best = ((found + 1 - alarms) / 2).max()
    assert (found - alarms).max() == pytest.approx(2 * best - 1)


def test_an_area_of_08_and_accuracy(says):
    separation = norm.ppf(0.8) * np.sqrt(2)
    cuts = np.linspace(-3, 5, 4001)
    found, alarms = norm.sf(cuts - separation), norm.sf(cuts)
    says(f"at best {((found + 1 - alarms) / 2).max():.0%} accuracy when classes are")
    assert roc_auc([1] + [0] * 99, [0] * 100) == 0.5


def test_areas_as_expectations():
    rng = np.random.default_rng(0)
    labels = (rng.random(40_009) < 0.1).astype(int)
    scores = rng.normal(size=40_009) + SEPARATION * labels
    rate = labels.mean()
    found = scores[labels == 1]
    alarms = np.array([np.mean(scores[labels == 0] >= s) for s in found[:1500]])
    flagged = np.array([np.mean(scores >= s) for s in found[:1500]])
    assert 1 - alarms.mean() == pytest.approx(roc_auc(labels, scores), abs=0.01)
    ap = 1 - (1 - rate) * np.mean(alarms / flagged)
    assert ap == pytest.approx(average_precision(labels, scores), abs=0.02)


def test_figure(says, states):
    area = norm.cdf(SEPARATION / np.sqrt(2))
    states(PAGE, f"one ROC curve of area {area:.2f}")
    points = [cheapest(share) for share in PREVALENCES]
    moved = [f"{alarm:.2f}" for _, alarm in points]
    text = f"{moved[0]} at 50 percent positives to {moved[1]} at 10 percent and"
    states(PAGE, f"moves from a false-positive rate of {text} {moved[2]} at 1 percent")
    for share, (hit, alarm) in zip(PREVALENCES, points, strict=True):
        step = 1e-4  # the calibrated probability at the cut, from the slope there
        more = rates(norm.isf(alarm) - step)
        slope = (more[0] - hit) / (more[1] - alarm)
        odds = slope * share / (1 - share)
        assert odds == pytest.approx(1 / COST_RATIO, rel=1e-3)
    says(f"a miss costs {COST_RATIO} false alarms")


def test_falling_prevalence(says):
    recall = rates(norm.isf(0.05))[0]
    half, tenth, hundredth = (precision(recall, 0.05, share) for share in PREVALENCES)
    text = f"precision {half:.0%} at $\\pi$ = 50%, {tenth:.0%} at 10% and"
    says(f"recall {recall:.0%}: {text} {hundredth:.0%} at 1%")
    found, alarms = rates(np.linspace(-6, 9, 20_001))
    ap = []
    for share in (0.1, 0.01):
        curve = found * share / (found * share + alarms * (1 - share))
        ap.append(-np.trapezoid(curve, found))
    says("average precision fell from {:.2f} to {:.2f}".format(*ap))
    says(f"at an unchanged AUC of {norm.cdf(SEPARATION / np.sqrt(2)):.2f}")
    assert pytest.approx(11) == (0.1 / 0.9) / (0.01 / 0.99)


def test_gains_of_ndcg(says):
    linear, exponential = (
        ndcg([2, 3, 0, 1], gain=gain) for gain in ("linear", "exponential")
    )
    says(f"NDCG is {linear:.3f} with the linear and {exponential:.3f} with the")
    assert ndcg_score([[2, 3, 0, 1]], [[4, 3, 2, 1]]) == pytest.approx(linear)
    assert ndcg_score([[0, 0, 0]], [[3, 2, 1]]) == 0  # "scikit-learn scores it 0"


def test_thresholds(says):
    threshold = cost_threshold(1, 20)
    says(f"$t^* = 1/21 = {threshold:.3f}$")
    says(f"above 1/21, or {threshold:.3f}")
    says(f"1/21 = {threshold:.4f}$")
    odds = 9 * threshold / (1 - threshold)
    assert odds == pytest.approx(9 / 20)
    says(f"cut the raw scores at odds of 9/20, a score of {odds / (1 + odds):.2f}")


def test_costs_in_the_population(says):
    population = beta(0.6, 5.4)

    def cost(cut):
        alarms = population.expect(lambda p: 1 - p, lb=cut, ub=1)
        return alarms + 20 * population.expect(lambda p: p, lb=0, ub=cut)

    assert population.mean() == pytest.approx(0.1)
    best, everybody = cost(1 / 21), 1 - population.mean()
    text = f"{best:.2f} at this threshold, {cost(0.5):.2f} at the habitual 0.5"
    says(f"{text}, and {everybody:.2f} if everybody is flagged")
    cut = 1 / (1 + 20**1.8)  # 1/21 in scores whose log-odds are 1.8 times too large
    wrong = cost(1 / (1 + 20 ** (1 / 1.8)))  # and what 1/21 means for them
    says(f"At 0.048 the cost is now {wrong:.2f}, worse than flagging everybody")
    says(f"The cut that belongs to these scores is {cut:.4f}")
    assert wrong > everybody
    calm, labels = simulate(400_000, np.random.default_rng(0))
    bold, same = simulate(400_000, np.random.default_rng(0), sharpness=1.8)
    assert (labels == same).all()
    assert roc_auc(labels, calm) == pytest.approx(roc_auc(labels, bold))
    found = cost_curve(bold, labels, np.array([1 / 21, cut]), 1, 20)
    assert found == pytest.approx([wrong, best], rel=0.02)


def test_best_f1(says):
    p = np.random.default_rng(0).beta(0.6, 5.4, size=100_000)
    cut, f1 = best_f1(p)
    says(f"the best F1 is {f1:.3f} at a threshold of {cut:.3f}")


def test_users_and_levels(says):
    old = [1, 0, 0, 0, 1, 1, 1, 0], list("BBBBAAAA")
    new = [1, 1, 0, 1, 0, 1, 0, 0], list("AAAABBBB")
    found = []
    for labels, users in (old, new):
        scores = np.arange(8, 0, -1)
        inside = [labels[i] for i in range(8) if users[i] == "A"]
        assert roc_auc(inside, [4, 3, 2, 1]) == grouped_auc(labels, scores, users)[0]
        found.append((roc_auc(labels, scores), grouped_auc(labels, scores, users)[0]))
    (before, perfect), (after, worse) = found
    assert perfect == 1 and worse == pytest.approx(2 / 3)
    says(f"AUC 1 for both users, 7/16 = {before:.2f} globally")
    says(f"falls to {worse:.2f}, the global one rises to 13/16 = {after:.2f}")
    assert (before, after) == (7 / 16, 13 / 16)
    for (labels, users), name in ((old, "old"), (new, "new")):
        pairs = zip(users, labels, strict=True)
        row = " ".join(u + ("+" if y else "\N{MINUS SIGN}") for u, y in pairs)
        says(f"| {name} | {row} |")


def test_standard_errors_of_an_area(says):
    base, negatives, positives = (
        auc_standard_error(0.85, *counts)
        for counts in ((50, 5000), (50, 50_000), (500, 5000))
    )
    says(f"has a standard error of {base:.3f} by the formula")
    says(f"it is still {negatives:.3f}, with ten times as many positives")
    says(f"as many positives {positives:.3f}")


def sample_users(rng, users=100, rows=50):
    """Return labels, scores of two models and user of each row; levels differ."""
    level = np.repeat(rng.normal(size=users), rows)
    taste = rng.normal(size=users * rows)
    chance = 1 / (1 + np.exp(2 - 1.2 * level - 0.8 * taste))
    labels = (rng.random(users * rows) < chance).astype(int)
    one = taste + level + rng.normal(size=users * rows)
    other = one + 0.3 * rng.normal(size=users * rows)
    return labels, one, other, np.repeat(np.arange(users), rows)


def test_users_not_rows(says):
    labels, one, other, users = sample_users(np.random.default_rng(4))

    def spread(scores, units):
        def area(rows):
            return roc_auc(labels[rows], scores[rows])

        return bootstrap(area, units, np.random.default_rng(2), 400).std()

    def difference(rows):
        y = labels[rows]
        return roc_auc(y, one[rows]) - roc_auc(y, other[rows])

    by_row, by_user = spread(one, np.arange(len(users))), spread(one, users)
    text = f"a standard error of {by_row:.3f}, resampling users {by_user:.3f}"
    says(f"Resampling rows gives {text}")
    fresh = np.random.default_rng(0)
    areas = []
    for _ in range(300):
        y, a, b, _ = sample_users(fresh)
        areas.append((roc_auc(y, a), roc_auc(y, a) - roc_auc(y, b)))
    real, real_difference = np.std(areas, axis=0)
    says(f"the AUC really varies by {real:.3f}")
    paired = bootstrap(difference, users, np.random.default_rng(2), 400)
    text = f"{paired.std():.4f} (fresh samples: {real_difference:.4f})"
    apart = np.hypot(by_user, spread(other, users))
    claim = f"while treating both areas as independent would claim {apart:.3f}"
    says(f"the difference has a standard error of {text}, {claim}")
    says(f"{apart:.3f}, while the paired one is {paired.std():.4f}")
    says(f"{by_row:.3f} instead of {by_user:.3f} in a simulation of this size")
    low, high = np.percentile(paired, [2.5, 97.5])
    says(f"the difference runs from {low:.3f} to {high:.3f}")
    new, old = (roc_auc(labels, scores) for scores in (one, other))
    says(f"the new model has an AUC of {new:.3f} and the old one {old:.3f}")


def test_interpolation_example(says):
    hits, alarms = (5 + 10) / 2, (5 + 30) / 2
    text = f"precision is {hits / (hits + alarms):.2f}"
    says(f"At {hits} hits there are {alarms} alarms: {text}")
    says(f"between 0.5 and 0.25 says {(0.5 + 0.25) / 2}")
    for slope, below in ((5, True), (0.4, False)):  # falling, rising precision
        t = np.linspace(5, 10, 11)
        path = t / (t + 5 + slope * (t - 5))
        chord = np.linspace(path[0], path[-1], 11)
        assert (path[1:-1] < chord[1:-1]).all() == below
        assert (path[-1] < path[0]) == below


def test_half_precision_has_few_steps(says):
    values = np.unique(np.arange(0.5, 1, 2**-13).astype(np.float16))
    says(f"there are only {len(values[values < 1]):,} values")


def test_equal_areas_differ_in_use(says):
    rng = np.random.default_rng(0)
    labels = np.repeat([1, 0], 20_011)
    scores = rng.random(labels.size)
    scores[:10_005] = 2
    assert roc_auc(labels, scores) == pytest.approx(0.75, abs=0.01)
    separation = norm.ppf(0.75) * np.sqrt(2)
    few, many = 0.5 + 0.5 * 0.01, norm.sf(norm.isf(0.01) - separation)
    says(f"At a false-positive rate of 1%, A finds {few:.0%} of the positives and B")
    says(f"of the positives and B {many:.0%}")
    first, second = (0.9 - 0.5) / 0.5, norm.sf(norm.isf(0.9) + separation)
    says(f"A needs a false-positive rate of {first:.0%} and B one of {second:.0%}")


def test_best_forecasts(says):
    grid = lognorm.ppf((np.arange(20_000) + 0.5) / 20_000, 1)

    def best(loss):
        return minimize_scalar(lambda x: loss(x - grid).mean(), (0.5, 1.5)).x

    says(f"| MSE, RMSE | mean | {best(np.square):.2f} |")
    says(f"| MAE | median | {best(np.abs):.2f} |")
    pinball = best(lambda error: np.where(error < 0, -0.9 * error, 0.1 * error))
    says(f"| {pinball:.2f} at $\\tau = 0.9$ |")
    relative = best(lambda error: np.abs(error) / grid)
    says(f"[@gneiting2011making] | {relative:.2f} |")
    assert relative == pytest.approx(np.exp(-1), abs=0.01)
    says(f"misses {1 - 1 / lognorm.mean(1):.0%} of the total")
