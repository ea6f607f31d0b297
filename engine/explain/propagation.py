"""How far what a step writes may be off, when what it reads may be: rounding, propagated."""

from collections.abc import Iterator, Sequence

import numpy as np

from engine.families.loss import LossOp
from engine.families.optimizer import UpdateOp
from engine.op import Array, Elementwise, Op
from engine.program.program import Step

LINEAR = ("dense", "conv2d", "flatten", "add", "concat", "some", "avg_pool", "dropout", "dropout2d")
"""Layers whose rules are sums of products: largest where all sizes are."""
SINGLE = 20_000
"""Cells that are moved one by one, times cells that follow; more are moved together, and the
result is doubled."""


def propagated(
    step: Step, op: Op, out: Array, reads: Sequence[Array], off: Sequence[Array]
) -> Array:
    """A bound of the change of each cell of `out`, when each read cell may be `off` so far."""
    uncertain = [bool(r.any()) for r in off]
    if not any(uncertain):
        return np.zeros(out.shape)
    if op.family == "gather" or (op.kind in LINEAR and step.phase in ("forward", "backward")):
        low, high = np.empty(out.shape), np.empty(out.shape)
        sizes = [np.abs(a) for a in reads]
        step.method(low, *sizes)
        step.method(high, *(a + r for a, r in zip(sizes, off, strict=True)))
        return np.abs(high - low)
    found = np.zeros(out.shape)
    for k, moves in enumerate(off):
        if uncertain[k]:
            for move in _moves(moves, out.size, _cellwise(step, op, out, moves)):
                found += _moved(step, out, reads, k, move)
    return found if _cellwise(step, op, out, max(off, key=np.size)) else 2.0 * found


def _cellwise(step: Step, op: Op, out: Array, moves: Array) -> bool:
    """Whether each cell of what is written follows from the same cell of what is read."""
    alone = isinstance(op, Elementwise | UpdateOp)
    alone |= isinstance(op, LossOp) and step.rule.writes.startswith("d_")
    return alone and moves.shape == out.shape


def _moves(off: Array, written: int, together: bool) -> Iterator[Array]:
    """What to move at once: everything, or cell by cell where cells meet."""
    cells = np.flatnonzero(off)
    if together or len(cells) * written > SINGLE:
        yield off
        return
    for cell in cells:
        move = np.zeros(off.shape)
        move.flat[cell] = off.flat[cell]
        yield move


def _moved(step: Step, out: Array, reads: Sequence[Array], which: int, move: Array) -> Array:
    """The larger change of each cell when one of the reads moves up or down."""
    changes = []
    for sign in (1.0, -1.0):
        there = np.empty(out.shape)
        step.method(there, *(a + sign * move if k == which else a for k, a in enumerate(reads)))
        changes.append(np.abs(there - out))
    larger: Array = np.fmax(*changes)
    return larger
