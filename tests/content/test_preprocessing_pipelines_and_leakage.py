"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from snippets.coding_and_data.figures.leak_sizes import gaps
from snippets.coding_and_data.mean_imputation_variance import expected_after
from snippets.coding_and_data.selection_leak import cv_error

PAGE = "coding-and-data/preprocessing-pipelines-and-leakage"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def percent(value, digits=1):
    return f"{value:.{digits}%}".replace("%", " %")


def test_selection_on_noise(says):
    outside, inside = [], []
    for seed in range(50):
        rng = np.random.default_rng(seed)
        x, y = rng.normal(size=(50, 5000)), np.arange(50) % 2
        outside.append(cv_error(x, y, 100, 5, False, rng))
        inside.append(cv_error(x, y, 100, 5, True, rng))
    wrong, right = percent(np.mean(outside)), percent(np.mean(inside))
    says(f"Repeated 50 times, the mean error is {wrong}")
    says(f"inside each training fold, the error is {right}")
    says(f"selection outside gives {wrong} error on labels from a coin, inside {right}")


def test_sizes_of_leaks(says):
    told = {leak: f"{abs(mean):.2f}" for leak, (mean, _) in gaps().items()}
    assert told["none"] == told["scaling"] == "0.00"
    says(
        "none and scaling at 0.00, selection {selection}, duplicates {duplicates},".format(
            **told
        )
    )
    says(
        f"after outcome {told['after outcome']}, target mean {told['target mean']}.](figures"
    )


def test_mean_imputation(says):
    variance, correlation = expected_after(10, 0.6, 0.7)
    says(f"a variance of 10 becomes {variance:.0f}.")
    says(rf"$0.6\sqrt{{0.7}} = {correlation:.2f}$")
    says(rf"times $\sqrt{{0.7}} = {np.sqrt(0.7):.2f}$")
    says(f"larger by a factor of {np.sqrt(10 / 0.7) / np.sqrt(7):.2f}")


def test_rubin(says):
    total = 4 + (1 + 1 / 5) * 1
    says(f"With 4, 1 and $m = 5$, $T = {total}$")
    says(rf"$1.2/5.2 = {1.2 / total * 100:.0f}\ \%$")
    says(f"= 4\\,(1 + 4/1.2)^2 = {4 * (1 + 4 / 1.2) ** 2:.0f}$")


def test_log_targets(says):
    factor = np.exp(0.8**2 / 2)
    says(
        f"the factor is {factor:.2f}, so the naive prediction is {percent(1 - 1 / factor, 0)} too low"
    )
    says(f"the naive value is {percent(1 - 1 / factor, 0)} too low")


def test_odds_of_balanced_training(says):
    says(f"for $\\pi$ = 1 % by {0.99 / 0.01:.0f}")


def test_auc_without_shift(says):
    n, m = 400, 300
    deviation = np.sqrt((n + m + 1) / (12 * n * m))
    says(rf"$\sqrt{{(n + m + 1)/(12\,n m)}} = {deviation:.3f}$")
    rng = np.random.default_rng(0)
    ranks = rng.permuted(np.tile(np.arange(1, n + m + 1), (2003, 1)), axis=1)[:, :n]
    auc = (ranks.sum(axis=1) - n * (n + 1) / 2) / (n * m)
    assert auc.std() == pytest.approx(deviation, rel=0.06)
