"""The end of a chain: its last activation z → a, the loss E, and what goes back from it.

All arrays have shape (units, batch); what goes back is ∂E/∂a or δ, times a factor. An end is
the calls of the forward pass, those of the loss, whether δ goes back, what is left to multiply
E with, and what the targets are to be multiplied with beforehand.
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
    sums: Array
    """Σ y of each example, and y under it: (1 + units, batch)."""
    E: Array
    spare: Array
    """z once more, with the unused row that lies above it: (1 + units, batch)."""

    @property
    def y(self) -> Array:
        """The targets."""
        return self.sums[1:]


@dataclass(frozen=True)
class End:
    """Calls of forward pass (None: the activation's own) and loss; does δ go back; E's factor.

    The targets and their sums are wanted times `factor`, the targets with this sign.
    """

    forward: list[Call] | None
    loss: list[Call]
    delta: bool
    scale: float = 1.0
    factor: float = 1.0
    sign: float = 1.0


def end(activation: ActivationOp, loss: LossOp, on: Ends, factor: float) -> End:
    """The end with the fewest calls."""
    if isinstance(loss, SquaredError) and type(loss).E is SquaredError.E:
        return _squared(loss, on, factor)
    if type(activation) is Softmax and type(loss) is CrossEntropy:
        return _softmax(loss, on, factor * loss.scale(on.a.T))
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


def _softmax(loss: CrossEntropy, on: Ends, factor: float) -> End:
    """With u = z − max z, t = Σ eᵘ and c = f Σ y: f δ = eᵘ c / t − f y, f E = c · ln t − f y · u.

    ln t is written into the row above u, so f E is one product; a itself is not needed.
    """
    top, t, share = np.zeros((3, on.a.shape[1]))
    least, u, ones = np.array(LEAST), on.z, np.ones((1, len(on.a)))
    forward: list[Call] = [
        partial(np.maximum.reduce, on.z, 0, None, top),
        partial(np.subtract, on.z, top, u),
        partial(np.maximum, u, least, out=u),
        partial(np.exp, u, on.a),
        partial(ones.dot, on.a, t[None]),
    ]
    error: list[Call] = [
        partial(np.log, t, on.spare[0]),
        partial(on.sums.reshape(-1).dot, on.spare.reshape(-1), on.E),
        partial(np.divide, on.sums[0], t, share),
        partial(np.multiply, on.a, share, on.delta),
        partial(np.add, on.delta, on.y, on.delta),
    ]
    return End(forward, error, True, loss.scale(on.a.T) / factor, factor, -1.0)


def _difference(on: Ends, factor: float) -> list[Call]:
    return [partial(np.subtract, on.a, on.y, on.delta), *_times(on.delta, factor)]


def _times(array: Array, factor: float) -> list[Call]:
    return [] if factor == 1.0 else [partial(np.multiply, array, np.array(factor), array)]
