"""Which cell of an op's input leads to which cell of its output, whatever the numbers are.

These are the op's wires, but where one of its rules on the way back gathers many cells in a
number of its own, as a norm does: there every cell leads to every cell that shares that number.
"""

from dataclasses import dataclass
from math import prod

import numpy as np

from engine.kept import kept
from engine.op import Array, Shape
from engine.program.program import Program, Step, Tensor
from engine.wiring import ENDS, FROM, TO, wires


@dataclass(frozen=True, eq=False)
class Links:
    """Pairs of flat cell numbers, sorted by source; of one example, or of the whole batch where
    examples meet."""

    source: Array
    to: Array
    crossing: bool
    colours: Array
    """Of each link. Two that share a source have different ones: all outputs of one colour can be
    asked at once for what they owe to their sources."""


@kept(lambda made: made.source.nbytes + made.to.nbytes + made.colours.nbytes)
def links(program: Program, op: int, role: str) -> Links:
    """From the input in a role to the output of an op; of a loss, from each cell to E."""
    roles = program.roles[op]
    given, made = (program.tensors[roles[r]] for r in (role, program.ops[op].output))
    narrow = _narrow(program, op, role)
    crossing = crosses(program, op, role)
    if narrow is None:
        shapes = tuple(program.tensors[roles[r]].cells for r in program.inputs(op))
        which = program.inputs(op).index(role)
        rows = wires(program.ops[op], shapes, made.cells or (1,), which)
        source, to = rows[:, FROM], rows[:, TO]
    else:
        axes = len(narrow.cells)
        before, behind = (t.shape if crossing else t.cells for t in (given, made))
        source, to = _groups(before, behind, axes, int(crossing))
    order = np.lexsort((to, source))
    source, to = source[order], to[order]
    shape = made.shape if crossing else made.cells
    return Links(source, to, crossing, _colours(source, to, shape))


def crosses(program: Program, op: int, role: str) -> bool:
    """Whether examples meet in an op."""
    narrow = _narrow(program, op, role)
    return narrow is not None and not narrow.batched


def how_many(program: Program, op: int, role: str) -> int:
    """Links of an op over the whole batch, counted before any is made."""
    narrow = _narrow(program, op, role)
    if narrow is None:
        return program.batch * len(links(program, op, role).source)
    roles = program.roles[op]
    given, made = (program.tensors[roles[r]] for r in (role, program.ops[op].output))
    return given.size * made.size // narrow.size


def between(program: Program, *tensors: str) -> list[tuple[int, str, str, str]]:
    """The ops from tensors to the loss, in order: op, role, tensor it reads, tensor it gives."""
    known, found = set(tensors), []
    for op, roles in enumerate(program.roles):
        if program.ops[op].family not in ("layer", "activation", "loss"):
            continue
        for role in program.inputs(op):
            if roles[role] in known:
                made = roles[program.ops[op].output]
                found.append((op, role, roles[role], made))
                known.add(made)
    return found


def everywhere(
    batch: int, source: Array, to: Array, sources: int, outputs: int
) -> tuple[Array, Array]:
    """The links of one example in every example of a batch, for so many cells of each."""
    examples = np.arange(batch)[:, None]
    return (source + examples * sources).ravel(), (to + examples * outputs).ravel()


@kept(lambda cells: cells.nbytes)
def reached(program: Program, parameter: str, cell: int) -> Array:
    """The cells of one example's output that a cell of a parameter acts on, flat and sorted."""
    t = program.tensors[parameter]
    assert t.op is not None
    op, roles = program.ops[t.op], program.roles[t.op]
    end = op.role(t.role).end
    shapes = tuple(program.tensors[roles[r]].cells for r in program.inputs(t.op))
    made = program.tensors[roles[op.output]].cells
    rows = wires(op, shapes, made, 0)
    if t.size > 1:
        shape = {"from": shapes[0], "to": made, "via": t.cells}[end]
        place = np.unravel_index(rows[:, ENDS[end]], shape)[: len(t.cells)]
        rows = rows[np.ravel_multi_index(place, t.cells) == cell]
    return np.unique(rows[:, TO])


def way_back(program: Program, op: int, role: str) -> list[Step]:
    """The steps of an op that make of the gradient of its output that of what plays a role."""
    roles = program.roles[op]
    depends = {roles.get(f"d_{program.ops[op].output}")}
    steps = []
    for step in program.steps:
        if step.phase == "backward" and step.op == op and depends & {*step.reads.values()}:
            depends.add(step.writes)
            steps.append(step)
    needed = {roles[f"d_{role}"]}
    for step in reversed(steps):
        if step.writes in needed:
            needed |= {*step.reads.values()}
    return [s for s in steps if s.writes in needed]


def _narrow(program: Program, op: int, role: str) -> Tensor | None:
    """What the way back gathers in fewer cells than the output has; None where it does not."""
    if program.ops[op].family == "loss":
        return None
    made = program.tensors[program.roles[op][program.ops[op].output]]
    inside = [program.tensors[s.writes] for s in way_back(program, op, role)[:-1]]
    gathers = [t for t in inside if t.size < made.size]
    return min(gathers, key=lambda t: t.size, default=None)


def _groups(given: Shape, made: Shape, axes: int, first: int) -> tuple[Array, Array]:
    """Every cell with every cell of the same place along the axes that are kept."""
    rows = []
    for shape in (given, made):
        cells = np.arange(prod(shape)).reshape(shape)
        cells = np.moveaxis(cells, range(first, first + axes), range(axes))
        rows.append(cells.reshape(prod(shape[first : first + axes]), -1))
    source, to = np.broadcast_arrays(rows[0][:, :, None], rows[1][:, None, :])
    return source.ravel(), to.ravel()


def _colours(source: Array, to: Array, shape: Shape) -> Array:
    """Places along each axis, modulo one more than how far the outputs of one source lie apart."""
    if not len(to):
        return to
    begins = np.flatnonzero(np.diff(source, prepend=-1))
    places = np.unravel_index(to, shape or (1,))
    apart = [
        int((np.maximum.reduceat(p, begins) - np.minimum.reduceat(p, begins)).max()) + 1
        for p in places
    ]
    inside = [p % period for p, period in zip(places, apart, strict=True)]
    return np.asarray(np.ravel_multi_index(inside, apart))
