"""The end of a chain: its last activation z → a, the loss E, and what goes back from it.

All arrays have shape (units, batch); what goes back is ∂E/∂a or δ, times a factor.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from engine.fast.memory import zeros
from engine.fast.record import Call, calls
from engine.loss import LossOp, SquaredError
from engine.op import ActivationOp, Array
from engine.ops.binary_cross_entropy import FAR as FAR_OUT
from engine.ops.binary_cross_entropy import OfLogits
from engine.ops.cross_entropy import CrossEntropy
from engine.ops.softmax import LEAST, Softmax

FAR = (LEAST / 2) ** 2
"""While the sum of all z² is smaller, no z is further than |LEAST| from another."""


@dataclass(frozen=True)
class Ends:
    """The arrays that the end of a chain works on."""

    z: Array
    a: Array
    d_a: Array
    delta: Array
    y: Array
    E: Array
    spare: Array
    """z once more, with the unused row that lies above it: (1 + units, batch)."""
    targets: Array
    """Those of all examples: (units, examples)."""


@dataclass(frozen=True)
class End:
    """Calls of forward pass (None: the activation's own) and loss; does δ go back; E's factor."""

    forward: list[Call] | None
    loss: list[Call]
    delta: bool
    wanted: Array
    """The targets of a batch in the form that the calls read, (…, batch)."""
    targets: Array
    """Those of all examples in that form, (…, examples)."""
    scale: float = 1.0
    shows: bool = False
    """Whether E is not finite where what it is made of is not: z, or a without a `forward`."""


def end(activation: ActivationOp, loss: LossOp, on: Ends, factor: float) -> End:
    """The end with the fewest calls."""
    if type(activation) is Softmax and type(loss) is CrossEntropy:
        return _softmax(loss, on, factor * loss.scale(on.a.T))
    if type(loss) is OfLogits:
        return _sigmoid(loss, on, factor * loss.scale(on.a.T))
    return plain(loss, on, factor)


def plain(loss: LossOp, on: Ends, factor: float = 1.0) -> End:
    """The end with E and ∂E/∂a."""
    if isinstance(loss, SquaredError) and type(loss).E is SquaredError.E:
        return _squared(loss, on, factor)
    rules: Any = loss
    of = {"a": on.a.T, "y": on.y.T, "z": on.z.T}
    error, back = (
        calls(getattr(rules, r), out, [of[role] for role in loss.rules[r].reads])
        for r, out in (("E", on.E), ("d_a", on.d_a.T))
    )
    return End(None, error + back + _times(on.d_a, factor), False, on.y, on.targets)


def _squared(loss: SquaredError, on: Ends, factor: float) -> End:
    """a − y serves both E, as the product with itself, and ∂E/∂a."""
    flat = on.d_a.reshape(-1)
    found: list[Call] = [partial(np.subtract, on.a, on.y, on.d_a), partial(flat.dot, flat, on.E)]
    found += _times(on.d_a, factor * loss.scale(on.a.T, 2.0))
    return End(None, found, False, on.y, on.targets, loss.scale(on.a.T), shows=True)


def _softmax(loss: CrossEntropy, on: Ends, factor: float) -> End:
    """With u = z − max z, t = Σ eᵘ and c = f Σ y: f δ = eᵘ c / t − f y, f E = c · ln t − f y · u.

    ln t is written into the row above u, so f E is one product; a itself is not needed. Where
    no z lies far out, u = z does as well, and none is as far below another as softmax allows.
    A z that is not finite stays and makes E so: −600 in its place would hide it.
    """
    top, t, share = (zeros((1, on.a.shape[1])) for _ in range(3))
    u, flat, wanted = on.z, on.z.reshape(-1), zeros(on.spare.shape)
    ones = np.ones((1, len(u)))

    def shift() -> None:
        if FAR <= flat.dot(flat) < np.inf:
            np.maximum.reduce(u, 0, out=top[0])
            np.subtract(u, top, u)
            np.maximum(u, LEAST, out=u)

    forward: list[Call] = [shift, partial(np.exp, u, on.a), partial(ones.dot, on.a, t)]
    error: list[Call] = [
        partial(np.log, t, on.spare[:1]),
        partial(wanted.reshape(-1).dot, on.spare.reshape(-1), on.E),
        partial(np.divide, wanted[:1], t, share),
        partial(np.multiply, on.a, share, on.delta),
        partial(np.add, on.delta, wanted[1:], on.delta),
    ]
    targets = factor * np.vstack([on.targets.sum(0), -on.targets])
    return End(forward, error, True, wanted, targets, loss.scale(on.a.T) / factor, shows=True)


def _sigmoid(loss: OfLogits, on: Ends, factor: float) -> End:
    """With p = (−z, z): E is the product of ln(1 + eᵖ) with (y, 1 − y), and of 1 / (1 + eᵖ), which
    are σ(z) and σ(−z), the products with (1 − y, −y) make δ = a − y."""
    p, t, wanted = zeros((2, *on.a.shape)), zeros((2, *on.a.shape)), zeros((4, *on.a.shape))
    zero, one, far = (np.array(x) for x in (0.0, 1.0, FAR_OUT))
    error: list[Call] = [
        partial(np.negative, on.z, p[0]),
        partial(np.copyto, p[1], on.z),
        partial(np.logaddexp, zero, p, t),
        partial(wanted[:2].reshape(-1).dot, t.reshape(-1), on.E),
        partial(np.minimum, p, far, out=p),
        partial(np.exp, p, p),
        partial(np.add, p, one, p),
        partial(np.divide, wanted[2:], p, t),
        partial(np.add, t[0], t[1], on.delta),
    ]
    error += _times(on.delta, factor)
    targets = np.stack([on.targets, 1.0 - on.targets, 1.0 - on.targets, -on.targets])
    return End([], error, True, wanted, targets, loss.scale(on.a.T), shows=True)


def _times(array: Array, factor: float) -> list[Call]:
    return [] if factor == 1.0 else [partial(np.multiply, array, np.array(factor), array)]
