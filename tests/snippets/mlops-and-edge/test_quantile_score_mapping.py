import numpy as np
import pytest
from snippets.mlops_and_edge.quantile_score_mapping import apply, fit

RNG = np.random.default_rng(0)
OLD = RNG.beta(1, 20, 2003)
NEW = np.sort(OLD)[RNG.permutation(2003)] ** 0.3 + 1e-6 * RNG.random(2003)


def test_alerts_downstream_stay_as_many():
    mapped = apply(fit(OLD, NEW), NEW)
    for threshold in (0.02, 0.1, 0.3):
        assert abs((mapped > threshold).sum() - (threshold < OLD).sum()) <= 1
        assert abs((threshold < NEW).sum() - (threshold < OLD).sum()) > 50


def test_the_ranking_is_that_of_the_new_model():
    mapped = apply(fit(OLD, NEW), NEW)
    np.testing.assert_array_equal(np.argsort(mapped), np.argsort(NEW))


def test_scores_beyond_the_fitted_ones_stay_in_range():
    mapping = fit(OLD, NEW)
    assert apply(mapping, [-9, 9]).tolist() == [OLD.min(), OLD.max()]


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="same requests"):
        fit(OLD, NEW[:-1])
