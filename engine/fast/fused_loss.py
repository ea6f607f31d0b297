"""The end of a network: its loss E and what goes back from it, in the fewest calls.

All arrays have shape (units, batch). E is left without its factor, `scale`: whoever reads it
multiplies by that. Nothing that is shown is written over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

import numpy as np

from engine.families.loss import LossOp, SquaredError
from engine.fast.arrays import Arrays
from engine.fast.fusion_plan import Plan
from engine.fast.memory import zeros
from engine.fast.rule_calls import bind
from engine.fast.ufunc_trace import Call
from engine.op import Array
from engine.ops.activations.softmax import LEAST, Softmax
from engine.ops.losses.binary_cross_entropy import FAR as LOGIT_FAR
from engine.program.program import Program

TURNED: Callable[[Array], Array] = attrgetter("T")
"""A matrix the other way round, at a tenth of the price of `np.transpose`."""
FAR = (LEAST / 2) ** 2
"""While the sum of all z² is smaller, no z is further than |LEAST| from another."""


@dataclass(frozen=True)
class FusedLoss:
    """Calls for E and for what goes back, and how they want their targets."""

    loss: list[Call]
    back: list[Call]
    targets: Array
    """The targets of a batch as the calls read them."""
    prepare: Callable[[Array], Array]
    """From targets, (examples, units), to that form."""
    scale: float
    axis: int = -1
    """The axis of both that runs over examples."""


def fused_loss(program: Program, plan: Plan, arrays: Arrays) -> FusedLoss:
    """The end of a program. Its arrays have the batch last: (cells, batch)."""
    op: Any = program.ops[plan.forward[-1]]
    roles = program.roles[plan.forward[-1]]
    none: list[Call] = []
    E = arrays["E"]
    if plan.last is not None:
        activation, before = program.ops[plan.last], program.roles[plan.last]
        delta = arrays.rows(before["d_z"], none)
        if type(activation) is Softmax:
            return softmax_cross_entropy(op, arrays.above(before["z"], none), delta, E)
        return sigmoid_cross_entropy(op, arrays.rows(before["z"], none), delta, E)
    squares = isinstance(op, SquaredError) and type(op).E is SquaredError.E
    if squares and arrays.place(roles["a"]).batch_last:
        a, d_a, y = (arrays.rows(roles[role], none) for role in ("a", "d_a", "y"))
        return squared(op, a, d_a, y, E)
    steps = [s for s in program.steps if s.op == plan.forward[-1]]
    error: list[Call] = [c for s in steps if s.phase == "loss" for c in bind(s, arrays)]
    back: list[Call] = [c for s in steps if s.phase == "backward" for c in bind(s, arrays)]
    return FusedLoss(error, back, arrays[roles["y"]], lambda targets: targets, 1.0, 0)


def squared(loss: LossOp, a: Array, d_a: Array, y: Array, E: Array) -> FusedLoss:
    """a − y serves both E, as the product with itself, and ∂E/∂a.

    a, d_a and y are (cells, batch), E is ().
    """
    flat = d_a.reshape(-1)
    error: list[Call] = [partial(np.subtract, a, y, d_a), partial(flat.dot, flat, E)]
    back = _times(d_a, loss.scale(a.T, 2.0))
    return FusedLoss(error, back, y, TURNED, loss.scale(a.T))


def softmax_cross_entropy(loss: LossOp, above: Array, delta: Array, E: Array) -> FusedLoss:
    """With u = z − max z, t = Σ eᵘ and c = Σ y / N: E = c ln t − y · u / N, δ = eᵘ c / t − y / N.

    `above` is z with the spare row above it. ln t is written there, so E is one product, and a
    itself is not needed. Where no z lies far out, u = z does as well, and none is as far below
    another as softmax allows. A z that is not finite stays so, and makes E so.

    Shapes: `above` (1 + cells, batch), delta (cells, batch), E ().
    """
    z, factor = above[1:], loss.scale(above.T)
    e, t, share, top = (zeros((n, z.shape[1])) for n in (len(z), 1, 1, 1))
    shifted, wanted = zeros(above.shape), zeros(above.shape)
    ones = np.ones((1, len(z)))
    error = _softmax_error(above, shifted, wanted, e, t, top, ones, E)

    back: list[Call] = [
        partial(np.divide, wanted[:1], t, share),
        partial(np.multiply, e, share, delta),
        partial(np.add, delta, wanted[1:], delta),
    ]

    def prepare(y: Array) -> Array:
        return factor * np.vstack([y.sum(1), -y.T])

    return FusedLoss([error], back, wanted, prepare, 1.0)


def _softmax_error(*arrays: Array) -> Call:
    """E of `softmax_cross_entropy`, with how it is made for many networks."""
    above, shifted, wanted, e, t, top, ones, E = arrays
    z, flat, targets = above[1:], above[1:].reshape(-1), wanted.reshape(-1)
    near, far = ((a[1:], a[:1], a.reshape(-1)) for a in (above, shifted))
    squares, exp, total, log_of, product = flat.dot, np.exp, ones.dot, np.log, targets.dot

    def error() -> None:
        u, log, both = near
        if not squares(flat) < FAR:
            u, log, both = far
            np.subtract(z, np.maximum.reduce(z, 0, out=top[0]), u)
            if np.isfinite(z).all():
                np.maximum(u, LEAST, out=u)
        exp(u, e)
        total(e, t)
        log_of(t, log)
        product(both, E)

    def stacked(view: Callable[[Array], Array], count: int) -> Call:
        return _stacked_softmax_error([view(a) for a in arrays], arrays, count)

    error.__dict__.update(written=(above, shifted, e, t, top, E), stacked=stacked)
    return error


def _stacked_softmax_error(seen: Sequence[Array], own: Sequence[Array], count: int) -> Call:
    """E of many networks: together while no z of any lies far out."""

    def of(k: int) -> list[Array]:
        return [s if s is a else s[k] if a.ndim else s[k : k + 1].reshape(())
                for s, a in zip(seen, own, strict=True)]  # fmt: skip

    above, _, wanted, e, t, _, ones, E = seen
    z = above[:, 1:]
    flat, both = z.reshape(count, 1, -1), above.reshape(count, -1, 1)
    targets = wanted.reshape(*wanted.shape[:-2], 1, -1)
    sums, into = np.zeros((count, 1, 1)), E.reshape(count, 1, 1)
    each = [_softmax_error(*of(k)) for k in range(count)]

    def error() -> None:
        np.matmul(flat, flat.swapaxes(1, 2), sums)
        if (sums < FAR).all():
            np.exp(z, e)
            np.matmul(ones, e, t)
            np.log(t, above[:, :1])
            np.matmul(targets, both, into)
        else:
            for one in each:
                one()

    return error


def sigmoid_cross_entropy(loss: LossOp, z: Array, delta: Array, E: Array) -> FusedLoss:
    """With p = (−z, z): E is the product of ln(1 + eᵖ) with (y, 1 − y), and of 1 / (1 + eᵖ), which
    are σ(z) and σ(−z), the products with (1 − y, −y) make δ = a − y.
    """
    shape = (2, *z.shape)
    p, logs, t, wanted = zeros(shape), zeros(shape), zeros(shape), zeros((4, *z.shape))
    zero, one, far = (np.array(x) for x in (0.0, 1.0, LOGIT_FAR))
    error: list[Call] = [
        partial(np.negative, z, p[0]),
        partial(np.copyto, p[1], z),
        partial(np.logaddexp, zero, p, logs),
        partial(wanted[:2].reshape(-1).dot, logs.reshape(-1), E),
    ]
    back: list[Call] = [
        partial(np.minimum, p, far, out=p),
        partial(np.exp, p, p),
        partial(np.add, p, one, p),
        partial(np.divide, wanted[2:], p, t),
        partial(np.add, t[0], t[1], delta),
        *_times(delta, loss.scale(z.T)),
    ]

    def prepare(y: Array) -> Array:
        return np.stack([y.T, 1.0 - y.T, 1.0 - y.T, -y.T])

    return FusedLoss(error, back, wanted, prepare, loss.scale(z.T))


def _times(array: Array, factor: float) -> list[Call]:
    return [] if factor == 1.0 else [partial(np.multiply, array, np.array(factor), array)]
