"""How far what a step writes may be off, when what it reads may be: rounding, propagated."""

from collections.abc import Iterator, Sequence

import numpy as np

from engine.explain.handed_in import Carried
from engine.families.activation import ActivationOp, Elementwise
from engine.families.loss import LossOp
from engine.families.optimizer import UpdateOp
from engine.op import Array
from engine.program.program import Program, Step

LINEAR = ("dense", "conv2d", "flatten", "add", "concat", "some", "avg_pool", "dropout", "dropout2d")
"""Layers whose rules are sums of products: largest where all sizes are."""
ALONE = ("layer_norm", "max_pool")
"""Others in which no two examples meet."""
ROUNDING = 1e-9
"""Of the largest number of a tensor: what float64 may be off in numbers typed with all digits."""
SINGLE = 20_000
"""Cells that are moved one by one, times cells that follow; more are moved together, and the
result is doubled."""


def tolerance(computed: Array) -> float:
    """What float64 may be off in numbers of a tensor. Of any shape."""
    return ROUNDING * float(np.maximum.reduce(np.abs(computed), axis=None, initial=0.0))


def propagated(program: Program, step: Step, out: Array, reads: Sequence[Carried]) -> Array | None:
    """A bound of the change of each cell of `out`, when each read cell may be off; None: by
    nothing. Whoever calls ignores NumPy's floating-point errors."""
    uncertain = [k for k, read in enumerate(reads) if read.moves]
    if not uncertain:
        return None
    if is_linear(program, step):
        return _of_largest(step, out, reads)
    values = [read.values for read in reads]
    found = np.zeros(out.shape)
    for k in uncertain:
        moves, apart = reads[k].off, _apart(program, step, list(step.reads.values())[k])
        assert moves is not None
        together = _cellwise(program, step, out, moves)
        if out.size == 1 and not together and moves.size <= SINGLE:
            found += _into_one(step, out, values, k, moves)
            continue
        for move in _moves(moves, out.size, together=together, apart=apart):
            found += _moved(step, out, values, k, move)
    largest = max(values, key=np.size)
    return found if _cellwise(program, step, out, largest) else 2.0 * found


def is_linear(program: Program, step: Step) -> bool:
    """Whether its rule is a sum of products."""
    op = program.ops[step.op]
    return op.family == "gather" or (op.kind in LINEAR and step.phase in ("forward", "backward"))


def alone(program: Program, step: Step) -> bool:
    """Whether a cell of what is written follows from the same cell of all that has its shape."""
    op = program.ops[step.op]
    gradient = isinstance(op, LossOp) and step.rule.writes.startswith("d_")
    return gradient or isinstance(op, Elementwise | UpdateOp)


def _of_largest(step: Step, out: Array, reads: Sequence[Carried]) -> Array:
    low, high = np.empty(out.shape), np.empty(out.shape)
    step.method(low, *[read.sizes for read in reads])
    step.method(high, *[read.largest for read in reads])
    found: Array = np.abs(high - low)
    return found


def _cellwise(program: Program, step: Step, out: Array, moves: Array) -> bool:
    """Whether each cell of what is written follows from the same cell of what is read."""
    return alone(program, step) and moves.shape == out.shape


def _apart(program: Program, step: Step, read: str) -> bool:
    """Whether examples stay apart on the way from what is read to what is written."""
    op = program.ops[step.op]
    each = all(program.tensors[name].batched for name in (read, step.writes))
    return each and (isinstance(op, ActivationOp) or op.kind in ALONE)


def _moves(off: Array, written: int, *, together: bool, apart: bool) -> Iterator[Array]:
    """What to move at once: everything, or cell by cell where cells meet; of examples that stay
    apart the same cell of all."""
    if together:
        yield off
        return
    rows = off.reshape(len(off) if apart else 1, -1)
    cells = np.flatnonzero(rows.any(axis=0))
    if len(cells) * written > SINGLE:
        yield off
        return
    for cell in cells:
        move = np.zeros(rows.shape)
        move[:, cell] = rows[:, cell]
        yield move.reshape(off.shape)


def _into_one(step: Step, out: Array, reads: Sequence[Array], which: int, off: Array) -> float:
    """The larger changes of a single number, added, when each cell of a read moves by itself."""
    there, moved, up, down = reads[which].copy(), np.empty(out.shape), list[float](), list[float]()
    cells, read = there.reshape(-1), [there if k == which else a for k, a in enumerate(reads)]
    for k, (own, by) in enumerate(zip(cells.tolist(), off.ravel().tolist(), strict=True)):
        if by:
            for found, value in ((up, own + by), (down, own - by)):
                cells[k] = value
                step.method(moved, *read)
                found.append(moved.item())
            cells[k] = own
    changes = np.fmax(*(np.abs(np.array(found) - out.item()) for found in (up, down)))
    return float(changes.sum())


def _moved(step: Step, out: Array, reads: Sequence[Array], which: int, move: Array) -> Array:
    """The larger change of each cell when one of the reads moves up or down."""
    changes = []
    for there in (reads[which] + move, reads[which] - move):
        moved = np.empty(out.shape)
        step.method(moved, *[there if k == which else a for k, a in enumerate(reads)])
        moved -= out
        changes.append(np.abs(moved, out=moved))
    larger: Array = np.fmax(*changes)
    return larger
