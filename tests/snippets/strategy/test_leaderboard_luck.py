import numpy as np
import pytest
from scipy.stats import binom

from snippets.strategy.leaderboard_luck import boards, expected_best


def test_agrees_with_simulated_maxima():
    rng = np.random.default_rng(0)
    best = rng.binomial(211, 0.3, size=(20_011, 13)).max(axis=1) / 211
    error = best.std() / np.sqrt(best.size)
    assert expected_best(13, 211, 0.3) == pytest.approx(best.mean(), abs=4 * error)


def test_two_coins_by_enumeration():
    pairs = [max(a, b) * pa * pb for a, pa in pmf(3) for b, pb in pmf(3)]
    assert expected_best(2, 3) == pytest.approx(sum(pairs) / 3)


def pmf(items):
    return [(x, binom.pmf(x, items, 0.5)) for x in range(items + 1)]


def test_one_submission_is_chance_and_more_only_help():
    assert expected_best(1, 997, 0.37) == pytest.approx(0.37)
    values = [expected_best(k, 997) for k in (1, 3, 10, 100, 10_000)]
    assert values == sorted(values) and values[-1] < 1


def test_the_winner_falls_back_on_the_private_board():
    rng = np.random.default_rng(1)
    drops = []
    for _ in range(300):
        public, private = boards(np.full(101, 0.5), 307, 701, rng)
        assert public.shape == private.shape == (101,)
        drops.append((public.max(), private[public.argmax()]))
    best, later = np.mean(drops, axis=0)
    assert best == pytest.approx(expected_best(101, 307), abs=0.003)
    assert later == pytest.approx(0.5, abs=0.004)


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="one submission and one item, got 0 and 5"):
        expected_best(0, 5)
    with pytest.raises(ValueError, match="chance between 0 and 1, got 1"):
        expected_best(3, 5, 1)
    with pytest.raises(ValueError, match="accuracies in"):
        boards([0.5, 1.1], 5, 7, np.random.default_rng(0))
