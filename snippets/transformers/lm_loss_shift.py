"""Next-token loss of packed documents, and a detector for the classic shift bug.

Source: the causal objective; documents packed into one row must not predict across
their boundary.
"""

import numpy as np


# --8<-- [start:loss]
def causal_loss(logits, tokens, documents):
    """Return the mean negative log-likelihood of each next token within a document.

    logits: (n, V), the prediction after reading tokens[: i + 1] in row i; tokens,
    documents: (n,) ids, and the number of the document each token belongs to.
    """
    logits, tokens, documents = map(np.asarray, (logits, tokens, documents))
    if not len(logits) == len(tokens) == len(documents) or len(tokens) < 2:
        got = f"{len(logits)}, {len(tokens)} and {len(documents)}"
        raise ValueError(f"expected two or more rows of each, got {got}")
    inside = documents[1:] == documents[:-1]
    if not inside.any():
        raise ValueError("expected a document of two tokens, got none")
    rows, targets = logits[:-1][inside], tokens[1:][inside]  # row i predicts i + 1
    top = rows.max(axis=1, keepdims=True)
    log_total = top[:, 0] + np.log(np.exp(rows - top).sum(axis=1))
    return np.mean(log_total - rows[np.arange(len(rows)), targets])


def copies_its_input(logits, tokens):
    """Return how often the most likely token is the one just read, not the next.

    Near one, the labels were not shifted: the model learned to copy.
    """
    return np.mean(np.argmax(logits, axis=1) == np.asarray(tokens))


# --8<-- [end:loss]
