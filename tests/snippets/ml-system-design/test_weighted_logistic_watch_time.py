import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from snippets.ml_system_design.weighted_logistic_watch_time import fit, weighted_odds


def test_an_intercept_learns_the_closed_form():
    seconds = np.zeros(1000)
    seconds[:50] = np.random.default_rng(0).exponential(120, 50)
    (w,) = fit(np.ones((1000, 1)), seconds > 0, seconds)
    odds, _ = weighted_odds(seconds[:50], 1000)
    assert np.exp(w) == pytest.approx(odds)


def test_agrees_with_scikit_learn():
    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(1009), rng.normal(size=(1009, 3))])
    played = (rng.random(1009) < 1 / (1 + np.exp(2 - x[:, 1]))).astype(int)
    seconds = rng.exponential(30, 1009) * np.exp(0.5 * x[:, 2])
    model = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-10, max_iter=1000)
    model.fit(x, played, sample_weight=np.where(played == 1, seconds, 1))
    np.testing.assert_allclose(fit(x, played, seconds), model.coef_[0], atol=1e-4)


def test_the_bias_is_the_odds_of_a_play():
    for plays in (1, 50, 500):
        odds, mean = weighted_odds(np.full(plays, 7.0), 1000)
        assert odds / mean == pytest.approx(1 / (1 - plays / 1000))


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="some, not all, positive"):
        weighted_odds([1.0, 2.0], 2)
    with pytest.raises(ValueError, match="got 0 plays of 7"):
        weighted_odds([], 7)
    with pytest.raises(ValueError, match="positive watch times, got 2 plays of 7"):
        weighted_odds([3.0, 0.0], 7)
    with pytest.raises(ValueError, match="both labels"):
        fit(np.ones((3, 1)), [1, 1, 1], [2, 2, 2])
    with pytest.raises(ValueError, match="a row for each label"):
        fit(np.ones((3, 1)), [1, 0], [2, 2])
