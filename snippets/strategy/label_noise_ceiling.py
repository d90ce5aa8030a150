"""Accuracy as measured with noisy labels, for two classes.

Assumption: given the true class, label errors are independent of the model's errors.
Source: the closed form follows from counting the four cases; see Northcutt et al.
(2021) for how noisy real test sets are.
"""


# --8<-- [start:symmetric]
def measured_accuracy(accuracy, noise):
    """Return the accuracy against labels of which a share `noise` is flipped.

    Agreement: both right, a(1 - e), or both wrong, (1 - a)e (with two classes, wrong
    means the same wrong class). A perfect model measures 1 - e.
    """
    _check(accuracy=accuracy, noise=noise)
    return accuracy * (1 - noise) + (1 - accuracy) * noise


# --8<-- [end:symmetric]


# --8<-- [start:by-class]
def measured_by_class(recall, specificity, prevalence, missed, invented):
    """Return the measured accuracy when classes are mislabeled at different rates.

    recall, specificity: of the model, against the truth; prevalence: of true positives;
    missed: share of true positives labeled negative; invented: of negatives labeled
    positive. Unequal rates can change the order of two models.
    """
    _check(recall=recall, specificity=specificity, prevalence=prevalence)
    _check(missed=missed, invented=invented)
    positives = measured_accuracy(recall, missed)
    negatives = measured_accuracy(specificity, invented)
    return prevalence * positives + (1 - prevalence) * negatives


# --8<-- [end:by-class]


def _check(**shares):
    for name, value in shares.items():
        if not 0 <= value <= 1:
            raise ValueError(f"expected {name} in [0, 1], got {value}")
