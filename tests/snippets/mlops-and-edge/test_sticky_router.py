import pytest
from scipy.stats import binomtest, chisquare
from snippets.mlops_and_edge.sticky_router import arm, is_canary, position

USERS = [f"user-{number}" for number in range(20_011)]


def test_nobody_leaves_while_the_share_grows():
    before = set()
    for share in (0.01, 0.05, 0.25, 0.5, 1.0):
        now = {user for user in USERS if is_canary(user, share, "release-7")}
        assert before <= now
        before = now
    assert before == set(USERS)


def test_shares_are_met():
    count = sum(is_canary(user, 0.05, "a") for user in USERS)
    assert binomtest(count, len(USERS), 0.05).pvalue > 1e-3
    bins = [0] * 10
    for user in USERS:
        bins[int(10 * position(user, "b"))] += 1
    assert chisquare(bins).pvalue > 1e-3


def test_releases_do_not_pick_the_same_users():
    one, two = ({u for u in USERS if is_canary(u, 0.1, salt)} for salt in "ab")
    overlap = len(one & two)
    assert binomtest(overlap, len(USERS), 0.01).pvalue > 1e-3


def test_canary_and_control_are_apart_and_alike_in_size():
    arms = [arm(user, 0.1, "c") for user in USERS]
    assert {*arms} == {"canary", "control", "rest"}
    sizes = arms.count("canary"), arms.count("control")
    assert binomtest(sizes[0], sum(sizes), 0.5).pvalue > 1e-3


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"share in \[0, 1\], got 2"):
        is_canary("x", 2, "a")
    with pytest.raises(ValueError, match=r"\[0, 0\.5\], got 0\.6"):
        arm("x", 0.6, "a")
