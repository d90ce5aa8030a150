import numpy as np
import pytest
from scipy.optimize import linprog
from snippets.responsible_ai.counterfactual_search import counterfactual


def cost(x, changed, scale):
    return (abs(changed - x) / scale).sum()


@pytest.mark.parametrize("seed", range(11))
def test_no_change_is_cheaper(seed):
    rng = np.random.default_rng(seed)
    x, beta = rng.normal(size=(2, 7))
    scale, limits = rng.uniform(0.5, 3, 7), rng.uniform(0, 2, (7, 2))
    limits[2] = 0
    missing = 0.6 * np.where(beta > 0, limits[:, 1], limits[:, 0]) @ abs(beta)
    changed = counterfactual(x, beta, 0.3, 0.3 + beta @ x + missing, scale, limits)
    program = linprog(  # changes up and down, separately
        np.tile(1 / scale, 2),
        A_ub=-np.concatenate([beta, -beta])[None],
        b_ub=[-missing],
        bounds=[(0, u) for u in limits[:, 1]] + [(0, d) for d in limits[:, 0]],
    )
    assert cost(x, changed, scale) == pytest.approx(program.fun)
    assert beta @ changed == pytest.approx(beta @ x + missing)
    assert changed[2] == x[2]


def test_without_limits_one_feature_suffices():
    x, beta, scale = np.zeros(3), np.array([1.0, -4.0, 2.0]), np.array([1.0, 1.0, 3.0])
    changed = counterfactual(x, beta, 0, 3, scale, np.full((3, 2), 100.0))
    np.testing.assert_allclose(changed, [0, 0, 1.5])  # the nearest point: 3 / max(b s)
    assert cost(x, changed, scale) == pytest.approx(3 / 6)


def test_what_is_good_enough_stays_and_what_is_impossible_is_told():
    limits = np.ones((2, 2))
    x = np.array([1.0, 1.0])
    same = counterfactual(x, [1, 1], 0, 1.5, [1, 1], limits)
    np.testing.assert_array_equal(same, x)
    assert counterfactual(x, [1, 1], 0, 99, [1, 1], limits) is None


def test_bad_input_is_told():
    with pytest.raises(ValueError, match=r"limits \(d, 2\)"):
        counterfactual([1, 2], [1, 2], 0, 1, [1, 1], np.ones((3, 2)))
    with pytest.raises(ValueError, match="scales above zero"):
        counterfactual([1, 2], [1, 2], 0, 9, [1, 0], np.ones((2, 2)))
