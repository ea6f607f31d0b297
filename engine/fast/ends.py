"""The end of a chain: its last activation z → a, the loss E, and what goes back from it.

All arrays have shape (units, batch); what goes back is ∂E/∂a or δ, times a factor. An end is
the calls of the forward pass, those of the loss, whether δ goes back, and what is left to
multiply E with.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from engine.fast.record import Call, calls
from engine.loss import LossOp, SquaredError
from engine.op import ActivationOp, Array
from engine.ops.binary_cross_entropy import BinaryCrossEntropy
from engine.ops.cross_entropy import CrossEntropy
from engine.ops.sigmoid import Sigmoid
from engine.ops.softmax import LEAST, Softmax


@dataclass(frozen=True)
class Ends:
    """The arrays that the end of a chain works on."""

    z: Array
    a: Array
    d_a: Array
    delta: Array
    y: Array
    E: Array


@dataclass(frozen=True)
class End:
    """Calls of forward pass (None: the activation's own) and loss; does δ go back; E's factor."""

    forward: list[Call] | None
    loss: list[Call]
    delta: bool
    scale: float = 1.0


def end(activation: ActivationOp, loss: LossOp, on: Ends, factor: float, total: Array) -> End:
    """The end with the fewest calls. `total` has Σ y of each example, if that is not always 1."""
    if isinstance(loss, SquaredError) and type(loss).E is SquaredError.E:
        return _squared(loss, on, factor)
    if type(activation) is Softmax and type(loss) is CrossEntropy:
        return _softmax(loss, on, factor, total)
    rules: Any = loss
    error = calls(rules.E, on.E, [on.a.T, on.y.T])
    if type(activation) is Sigmoid and type(loss) is BinaryCrossEntropy:
        back = _difference(on, factor * loss.scale(on.a.T))
        return End(None, error + back, delta=True)
    back = calls(rules.d_a, on.d_a.T, [on.a.T, on.y.T])
    return End(None, error + back + _times(on.d_a, factor), delta=False)


def _squared(loss: SquaredError, on: Ends, factor: float) -> End:
    """a − y serves both E, as the product with itself, and ∂E/∂a."""
    flat = on.d_a.reshape(-1)
    found: list[Call] = [partial(np.subtract, on.a, on.y, on.d_a), partial(flat.dot, flat, on.E)]
    found += _times(on.d_a, factor * loss.scale(on.a.T, 2.0))
    return End(None, found, delta=False, scale=loss.scale(on.a.T))


def _softmax(loss: CrossEntropy, on: Ends, factor: float, total: Array) -> End:
    """With u = z − max z and t = Σ eᵘ: a = eᵘ / t, ln a = u − ln t and δ = a Σ y − y."""
    top, t, log = np.zeros((3, on.a.shape[1]))
    part, least, u = np.zeros(()), np.array(LEAST), on.z
    ones, flat = np.ones((1, len(on.a))), u.reshape(-1)
    forward: list[Call] = [
        partial(np.maximum.reduce, on.z, 0, None, top),
        partial(np.subtract, on.z, top, u),
        partial(np.maximum, u, least, out=u),
        partial(np.exp, u, on.a),
        partial(ones.dot, on.a, t[None]),
        partial(np.divide, on.a, t, on.a),
    ]
    error: list[Call] = [
        partial(np.log, t, log),
        partial(total.dot, log, on.E),
        partial(on.y.reshape(-1).dot, flat, part),
        partial(np.subtract, on.E, part, on.E),
    ]
    scale = loss.scale(on.a.T)
    return End(forward, error + _difference(on, factor * scale, total), delta=True, scale=scale)


def _difference(on: Ends, factor: float, total: Array | None = None) -> list[Call]:
    found: list[Call] = [partial(np.subtract, on.a, on.y, on.delta)]
    if total is not None and (total != 1).any():
        weighted = partial(np.multiply, on.a, total, on.delta)
        found = [weighted, partial(np.subtract, on.delta, on.y, on.delta)]
    return found + _times(on.delta, factor)


def _times(array: Array, factor: float) -> list[Call]:
    return [] if factor == 1.0 else [partial(np.multiply, array, np.array(factor), array)]
