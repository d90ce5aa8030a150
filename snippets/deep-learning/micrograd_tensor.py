"""Reverse-mode automatic differentiation on NumPy arrays.

Each operation keeps its parents and its vector-Jacobian product, from the gradient of
the output to the parents'. A backward pass calls each once; arrays live until then.
Source: Baydin et al. 2018, section 3.2, arXiv:1502.05767.
"""

import numpy as np


# --8<-- [start:engine]
class Tensor:
    """A float64 array that remembers how it was computed; .grad has its shape."""

    def __init__(self, data, parents=(), vjp=None):
        self.data = np.asarray(data, dtype=float)
        self.grad = np.zeros_like(self.data)  # accumulates over calls, until cleared
        self.parents, self.vjp = parents, vjp

    def backward(self):
        """Add d self / d node to .grad of every node that self depends on."""
        if self.data.size != 1:
            raise ValueError(f"expected a single number, got shape {self.data.shape}")
        pending = {self: np.ones_like(self.data)}
        for node in reversed(_parents_first(self, {})):  # all uses of a node first
            gradient = pending.pop(node)
            node.grad = node.grad + gradient
            parts = node.vjp(gradient) if node.vjp else ()
            for parent, part in zip(node.parents, parts, strict=True):
                pending[parent] = pending.get(parent, 0) + part  # sum over all uses

    # --8<-- [end:engine]
    # --8<-- [start:operations]
    def __add__(self, other):
        a, b = self.data, other.data
        return Tensor(a + b, (self, other), lambda g: (_fit(g, a), _fit(g, b)))

    def __mul__(self, other):
        a, b = self.data, other.data
        return Tensor(a * b, (self, other), lambda g: (_fit(g * b, a), _fit(g * a, b)))

    def __matmul__(self, other):
        a, b = self.data, other.data
        if a.ndim != 2 or b.ndim != 2:
            raise ValueError(f"expected two matrices, got {a.shape} and {b.shape}")
        return Tensor(a @ b, (self, other), lambda g: (g @ b.T, a.T @ g))

    def sum(self, axis=None):  # the axis (by default all) stays, with size 1
        total, shape = self.data.sum(axis, keepdims=True), self.data.shape
        return Tensor(total, (self,), lambda g: (np.broadcast_to(g, shape),))

    def softmax(self):  # over the last axis
        e = np.exp(self.data - self.data.max(-1, keepdims=True))
        p = e / e.sum(-1, keepdims=True)
        return Tensor(p, (self,), lambda g: (p * (g - (g * p).sum(-1, keepdims=True)),))

    def pointwise(self, function, slope):  # x.pointwise(np.log, np.reciprocal)
        return Tensor(function(self.data), (self,), lambda g: (g * slope(self.data),))

    # --8<-- [end:operations]


# --8<-- [start:order]
def _fit(gradient, operand):
    """Sum over the axes along which the operand was broadcast."""
    extra = gradient.ndim - operand.ndim
    stretched = (i + extra for i, size in enumerate(operand.shape) if size == 1)
    return gradient.sum((*range(extra), *stretched)).reshape(operand.shape)


def _parents_first(node, order):
    """Add the nodes below this one to the dict order, parents before children."""
    if node not in order:
        for parent in node.parents:
            _parents_first(parent, order)
        order[node] = None
    return order


# --8<-- [end:order]
