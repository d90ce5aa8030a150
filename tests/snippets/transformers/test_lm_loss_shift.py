import numpy as np
import pytest
from scipy.special import log_softmax

from snippets.transformers.lm_loss_shift import causal_loss, copies_its_input

RNG = np.random.default_rng(0)
TOKENS = RNG.integers(0, 13, 29)
DOCUMENTS = np.repeat([0, 1, 2], [11, 1, 17])
LOGITS = 3 * RNG.normal(size=(29, 13))


def test_packed_equals_document_by_document():
    losses = []
    for document in range(3):
        mine = document == DOCUMENTS
        rows = log_softmax(LOGITS[mine], axis=1)[:-1]
        losses += [-row[t] for row, t in zip(rows, TOKENS[mine][1:], strict=True)]
    assert causal_loss(LOGITS, TOKENS, DOCUMENTS) == pytest.approx(np.mean(losses))


def test_what_follows_a_boundary_is_not_predicted():
    changed = LOGITS.copy()
    changed[10] = changed[11] = 100 * RNG.normal(size=13)  # last of a document
    assert causal_loss(changed, TOKENS, DOCUMENTS) == pytest.approx(
        causal_loss(LOGITS, TOKENS, DOCUMENTS)
    )


def test_copying_is_detected_and_is_no_good_prediction():
    copying = 20 * np.eye(13)[TOKENS]
    assert copies_its_input(copying, TOKENS) == 1
    assert copies_its_input(LOGITS, TOKENS) < 0.5
    assert causal_loss(copying, TOKENS, DOCUMENTS) > 5


def test_uniform_logits_cost_the_log_of_the_vocabulary():
    loss = causal_loss(np.zeros((29, 13)), TOKENS, DOCUMENTS)
    assert loss == pytest.approx(np.log(13))


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="got 2, 3 and 3"):
        causal_loss(np.zeros((2, 5)), [1, 2, 3], [0, 0, 0])
    with pytest.raises(ValueError, match="document of two tokens"):
        causal_loss(np.zeros((2, 5)), [1, 2], [0, 1])
