"""A scalar reverse-mode engine, as small as a coding round asks for.

Source: Baydin et al. 2018, section 3.2, arXiv:1502.05767. Cost of backward: one visit
per operation. Recursive, so graphs deeper than about 900 operations need a loop.
"""

import math


# --8<-- [start:value]
class Value:
    """A number that knows its parents and the local derivative toward each."""

    def __init__(self, data, parents=(), slopes=()):
        self.data, self.grad = data, 0.0
        self.parents, self.slopes = parents, slopes

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def tanh(self):
        y = math.tanh(self.data)
        return Value(y, (self,), (1 - y * y,))

    def backward(self):
        """Set .grad to d self / d node for every node below."""
        order = {}  # keeps insertion order: parents before children

        def visit(node):
            if node not in order:
                for parent in node.parents:
                    visit(parent)
                order[node] = None

        visit(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * node.grad  # += : a node may have several uses

    # --8<-- [end:value]


def value(number):
    """Return a leaf; ValueError unless the number is finite."""
    if not math.isfinite(number):
        raise ValueError(f"expected a finite number, got {number}")
    return Value(float(number))
