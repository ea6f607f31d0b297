"""Which cells meet in a written cell: at its own place, or along the wires that end there."""

from collections.abc import Iterable, Iterator, Sequence
from math import prod

import numpy as np

from engine.bugs.bug import FIRST, LAST
from engine.families.optimizer import UpdateOp
from engine.op import base
from engine.program.program import Program, Step, Tensor
from engine.wiring import ENDS, wires

Cell = tuple[int, ...]


class Cells:
    """Where each role of a step lies for one written cell: once, or along the wires."""

    def __init__(self, program: Program, step: Step, cell: Cell) -> None:
        self.program, self.step = program, step
        self.op = program.ops[step.op]
        written = program.tensors[step.writes]
        self.example = cell[0] if written.batched else None
        self.cell = cell[1:] if written.batched else cell
        if step.rule.writes in step.turned:
            self.cell = _turned(self.cell, written.cells)

    def single(self, role: str) -> Cell:
        """The cell of a role that a formula names outside a sum: the written cell's own place."""
        t, written = self.tensor(role), self.program.tensors[self.step.writes]
        place = (0,) * len(t.cells) if prod(t.cells) == 1 else self.cell[: len(t.cells)]
        if t.cells and prod(t.cells) == prod(written.cells):
            flat = np.ravel_multi_index(self.cell, written.cells)  # the same number, unfolded
            place = tuple(map(int, np.unravel_index(flat, t.cells)))
        return self._with_example(t, place, self.example)

    def at_place(self, role: str, place: int | None) -> Cell:
        """The cell of a role that a formula names: a certain one, or the written cell's own."""
        if place is None:
            return self.single(role)
        t = self.tensor(role)
        cell = tuple(map(int, np.unravel_index(place, t.cells)))
        return self._with_example(t, cell, self.example)

    def positions(self, roles: list[str], window: bool = False) -> Iterator[dict[str, Cell]]:
        """Every combination of cells of these roles that meets in the written cell.

        For a cell on a wire, `window` takes in the wires before it that lead to the same cell.
        """
        which = self.which(roles)
        shapes = self.end_shapes(which)
        end = self.end(self.step.rule.writes)
        rows = wires(self.op, self.inputs(), shapes["to"], which)
        places = np.unravel_index(rows[:, ENDS[end]], shapes[end])[: len(self.cell)]
        meets = np.ones(len(rows), bool)
        single = prod(self.program.tensors[self.step.writes].cells) == 1
        for place, c in () if single else zip(places, self.cell, strict=True):
            meets &= place == c
        mine = rows[meets]
        if window:
            rivals = rows[: int(mine[0, ENDS["via"]]) + 1]
            mine = rivals[rivals[:, ENDS["to"]] == mine[0, ENDS["to"]]]
        batched = any(self.tensor(r).batched for r in roles)
        examples: Iterable[int | None] = range(self.program.batch) if batched else [None]
        if self.example is not None:
            examples = [self.example]
        if self.step.only == LAST:
            examples = list(examples)[-1:]
        if self.step.only:
            mine = mine[:1] if self.step.only == FIRST else mine[-1:]
        seen = set()
        for n in examples:
            for row in mine:
                found = {
                    r: self._with_example(self.tensor(r), self.at(self.step.reads[r], r, row), n)
                    for r in roles
                }
                key = tuple(found.values())
                if key not in seen:
                    seen.add(key)
                    yield found

    def at(self, name: str, role: str, row: np.ndarray) -> Cell:
        """The cell of a role on a wire, without the example."""
        end = self.end(role)
        cells = self.program.tensors[name].cells
        if prod(cells) == 1:  # a statistic of all cells meets each of them
            return (0,) * len(cells)
        place = np.unravel_index(int(row[ENDS[end]]), self.end_shapes(self.which([role]))[end])
        found = tuple(map(int, place[: len(cells)]))
        return _turned(found, cells) if role in self.step.turned else found

    def end(self, role: str) -> str:
        """Which end of a wire a role lives at."""
        return self.op.role(role).end

    def which(self, roles: Sequence[str]) -> int:
        """The number of the input whose wires these roles, or the written one, lie on."""
        inputs = self.program.inputs(self.step.op)
        named = [base(role) for role in (self.step.rule.writes, *roles)]
        return next((inputs.index(role) for role in named if role in inputs), 0)

    def inputs(self) -> tuple[tuple[int, ...], ...]:
        """Shapes of the op's inputs, for one example."""
        program, roles = self.program, self.program.roles[self.step.op]
        if isinstance(self.op, UpdateOp):
            return (program.tensors[roles.get("w", self.step.writes)].cells,)
        return tuple(program.tensors[roles[role]].cells for role in program.inputs(self.step.op))

    def end_shapes(self, which: int) -> dict[str, tuple[int, ...]]:
        """Shape, for one example, of what lives at each end of the wires of an input."""
        roles, shape = self.program.roles[self.step.op], self.inputs()[which]
        if isinstance(self.op, UpdateOp):
            return {"from": shape, "to": shape, "via": shape}
        shapes = {"from": shape}
        shapes["to"] = self.program.tensors[roles[self.op.output]].cells or (1,)
        via = [r for r, record in self.op.roles.items() if record.end == "via" and r in roles]
        shapes["via"] = self.program.tensors[roles[via[0]]].cells if via else shapes["from"]
        return shapes

    def tensor(self, role: str) -> Tensor:
        """The tensor that the step reads in a role."""
        return self.program.tensors[self.step.reads[role]]

    @staticmethod
    def _with_example(t: Tensor, cell: Cell, example: int | None) -> Cell:
        return (example, *cell) if t.batched and example is not None else cell


def _turned(cell: Cell, shape: tuple[int, ...]) -> Cell:
    """The same cell of a kernel, in its last two axes, turned round by half a circle."""
    high, wide = shape[-2:]
    return (*cell[:-2], high - 1 - cell[-2], wide - 1 - cell[-1])
