import numpy as np
import pytest
from snippets.ml_system_design.position_bias_ips import (
    click_rates,
    ips_relevance,
    simulate,
    swap_examination,
)

RELEVANCE = np.array([0.2, 0.5, 0.3, 0.6, 0.4])
SCORES = np.array([2.0, 1.5, 1.0, 0.5, 0.0])
EXAMINATION = np.array([0.9, 0.6, 0.4, 0.3, 0.2])


def log(sessions, seed=0, **settings):
    rng = np.random.default_rng(seed)
    return simulate(SCORES, RELEVANCE, EXAMINATION, sessions, rng, **settings)


def test_weighting_by_propensity_is_unbiased():
    positions, clicks = log(200_003)
    weighted = clicks / EXAMINATION[positions]
    error = weighted.std(axis=0) / np.sqrt(len(clicks))
    found = ips_relevance(positions, clicks, EXAMINATION)
    assert (abs(found - RELEVANCE) < 4 * error).all()


def test_click_rates_follow_the_position():
    naive = click_rates(log(50_021)[1])
    assert naive[3] < naive[1] and RELEVANCE[3] > RELEVANCE[1]
    assert (naive < RELEVANCE).all()


def test_each_session_shows_every_item_once():
    positions, clicks = log(101)
    assert (np.sort(positions, axis=1) == np.arange(5)).all()
    assert clicks.shape == positions.shape and clicks.dtype == bool


def test_positions_are_those_of_the_items():
    rng = np.random.default_rng(0)
    scores = [0.1, 0.9, 0.5, 0.7, 0.3]  # an order that is not its own inverse
    positions, _ = simulate(scores, RELEVANCE, EXAMINATION, 3, rng, noise=0)
    assert (positions == [4, 0, 2, 1, 3]).all()
    swapped, _ = simulate(scores, RELEVANCE, EXAMINATION, 53, rng, noise=0, swap=3)
    assert {tuple(row) for row in swapped} == {(4, 0, 2, 1, 3), (4, 3, 2, 1, 0)}


def test_noise_lets_items_trade_places():
    positions, _ = log(2003)
    assert (np.array([len(set(column)) for column in positions.T]) > 2).all()


def test_clicks_need_a_look_and_a_liking():
    rng = np.random.default_rng(0)
    ones, twos = np.ones(5), np.arange(5) == 2
    settings = {"sessions": 101, "rng": rng, "noise": 0}
    assert simulate(SCORES, ones, ones, **settings)[1].all()
    assert (simulate(SCORES, twos, ones, **settings)[1] == twos).all()


def test_swapping_recovers_the_curve():
    for position in (1, 2, 4):
        positions, clicks = log(200_003, seed=position, swap=position)
        ratio = swap_examination(positions, clicks, position)
        assert ratio == pytest.approx(EXAMINATION[position] / EXAMINATION[0], rel=0.03)


def test_without_swapping_the_ratio_is_confounded_with_relevance():
    positions, clicks = log(200_003)
    ratio = swap_examination(positions, clicks, 4)
    assert abs(ratio - EXAMINATION[4] / EXAMINATION[0]) > 0.05


def test_bad_input_is_told():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="as many positions as items, got 2, 2 and 3"):
        simulate([1, 0], [0.1, 0.2], [1, 0.5, 0.3], 3, rng)
    with pytest.raises(ValueError, match=r"examination in \(0, 1\]"):
        simulate([1, 0], [0.1, 0.2], [1, 0], 3, rng)
    with pytest.raises(ValueError, match="relevance up to 1"):
        simulate([1, 0], [0.1, 1.2], [1, 0.5], 3, rng)
