"""Class priors in production from predictions alone, under label shift.

Source: Lipton, Wang & Smola (2018), black box shift estimation: the prediction rates in
production are the confusion matrix of the validation data times the class weights.
"""

import numpy as np


# --8<-- [start:bbse]
def class_weights(labels, predicted, production, classes):
    """Return w (classes,) = production prior / validation prior of each class.

    labels, predicted: (n,) classes 0 … on validation data; production: (m,) predicted
    classes. Solves C w = mu with C_ij = P(predicted i, label j). It holds if P(x | y)
    is the same on both sides. LinAlgError where C cannot be inverted.
    """
    labels, predicted = np.asarray(labels), np.asarray(predicted)
    if labels.shape != predicted.shape:
        got = f"{labels.shape} and {predicted.shape}"
        raise ValueError(f"expected a prediction for each label, got {got}")
    for values in (labels, predicted, production):
        if np.min(values) < 0 or np.max(values) >= classes:
            raise ValueError(f"expected classes 0 to {classes - 1}")
    joint = np.zeros((classes, classes))
    np.add.at(joint, (predicted, labels), 1 / len(labels))
    rates = np.bincount(production, minlength=classes) / len(production)
    return np.linalg.solve(joint, rates)


def priors(labels, weights):
    """Return the production priors that the weights imply, clipped and normalized."""
    shares = np.bincount(labels, minlength=len(weights)) / len(labels)
    found = np.clip(weights, 0, None) * shares
    return found / found.sum()


# --8<-- [end:bbse]
