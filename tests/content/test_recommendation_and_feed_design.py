"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import re

import numpy as np
import pytest
from snippets.ml_system_design.figures.position_bias import (
    RELEVANCE,
    SESSIONS,
    estimates,
)
from snippets.ml_system_design.grouped_auc import auc, grouped_auc
from snippets.ml_system_design.weighted_logistic_watch_time import weighted_odds

PAGE = "ml-system-design/recommendation-and-feed-design"
GPU = 20_000  # items a second by the heavy ranker, one rate on the whole page


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_scoring_everything(says):
    seconds = 100e6 / GPU
    says(f"a GPU scores {GPU:,} items a second")
    says(f"Scoring 100 million would take {seconds / 60:.0f} minutes")
    says(
        f"At {GPU:,} scores a second, 100 million items are {seconds / 60:.0f} minutes"
    )
    assert seconds / 1000 == 5
    says("a thousand times faster would need five seconds")


def test_the_funnel_adds_up(says, root):
    folder = root / "snippets/ml-system-design/figures"
    text = (folder / "feed_funnel.diagram").read_text()
    total = sum(map(int, re.findall(r"(\d+) ms", text)))
    says(f"a latency budget of {total} ms in all")
    for stage in ("retrieval", "light", "heavy", "rerank"):
        line = re.search(rf"^{stage} = .*?(\d+ ms)", text, re.MULTILINE)
        says(f"in {line[1]}")
    counts = re.findall(r"-> \w+: ([\d,]+)", text)
    assert counts == ["1,000", "100", "100", "10"]
    says(f"brings {counts[0]} in 20 ms, a light ranker keeps {counts[1]} in 10 ms")


def test_watch_time_odds(says):
    odds, mean = weighted_odds(np.full(50, 120.0), 1000)
    says(f"the odds are {odds:.1f} against a true mean of {mean:.1f} s")
    says(f"6,000 over 950, which is {odds:.2f}")
    says(rf"= \frac{{N}}{{N-k}} = {odds / mean:.3f}$".removeprefix("= "))
    half, same = weighted_odds(np.full(500, 120.0), 1000)
    assert half / same == 2
    says(f"at a play rate of one half it would be {half / same:.0f}")
    says(f"6,000 over 1,000, or {mean:.1f} seconds")
    says(f"here {odds / mean:.2f}, so the trick needs rare plays")
    rare = weighted_odds(np.full(50, 1200.0), 1000)
    assert rare[1] == same == 60
    says(f"get odds {rare[0]:.0f} and {half:.0f}")


def test_position_bias_figure(says):
    naive, weighted = estimates()
    off = abs(weighted - RELEVANCE).max()
    says(f"follow them within {off:.3f}")
    says(f"are {naive[0]:.2f} for the first item and {naive[-1]:.2f} for the last")
    assert abs(np.corrcoef(np.arange(10), RELEVANCE)[0, 1]) < 0.1  # without trend
    says(f"{SESSIONS:,} simulated sessions")
    by_truth, by_clicks = (np.argsort(-x, kind="stable") for x in (RELEVANCE, naive))
    assert by_clicks[0] == 0 and sorted(RELEVANCE)[-4] > RELEVANCE[0] - 1e-9
    assert by_truth[0] == 8 and list(by_clicks).index(8) == 5
    assert (RELEVANCE[0] < RELEVANCE).sum() == 3


def test_grouped_auc_example(says):
    rng = np.random.default_rng(1)
    users = np.repeat(np.arange(200), 101)
    rate = np.where(np.arange(200) < 100, 0.03, 0.85)[users]
    labels = (rng.random(users.size) < rate).astype(int)
    everywhere, within = auc(rate, labels), grouped_auc(users, rate, labels)
    says(f"the global value is {everywhere:.2f} and the grouped one {within:.2f}")
    says(f"reaches {everywhere:.2f} globally and exactly 0.5 within users")


def test_sizes(says):
    says(f"64 numbers of 2 bytes are {1e9 * 64 * 2 / 1e9:.0f} GB")
    average = 100e6 * 20 / 86_400
    says(f"{round(average, -3):,.0f} requests a second on average, 70,000 at the peak")
    assert round(3 * average, -4) == 70_000
    says(f"{70_000 * 100 / 1e6:.0f} million heavy scores a second")
    says(f"If a GPU does {GPU:,} of them a second")
    gpus = 70_000 * 100 / GPU
    says(f"that is {gpus:.0f} GPUs at full load, {round(gpus / 0.6, -1):.0f} at 60 %")


def test_exploration(says):
    impressions = 100_000 * 500
    share = impressions / (2e9 * 10)
    says(f"= {impressions / 1e6:.0f} million impressions a day")
    assert 0.01 * 2e9 * 10 / 100e6 == 2
    says("1 % of 20 billion daily impressions over 100 million items is two an item")
    says(f"{share:.2%} of all impressions, one slot in {1 / (10 * share):.0f} requests"
         .replace("%", " %"))  # fmt: skip
    error = {n: 100 * np.sqrt(0.05 * 0.95 / n) for n in (500, 100)}
    says(f"after 500 impressions the standard error is {error[500]:.1f} points")
    says(f"100 impressions give a standard error of {error[100]:.1f} points")
