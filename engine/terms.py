"""What makes the value of one cell: which cells are read, with their values, term by term."""

import ast
import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.formula import evaluate, names, parse
from engine.op import Op, UpdateOp, base
from engine.program import Program, Step, Tensor
from engine.trace import Trace
from engine.wiring import ENDS, wires

Cell = tuple[int, ...]


@dataclass(frozen=True)
class Read:
    """One cell that a formula reads, as (tensor, cell) with its value."""

    role: str
    tensor: str
    cell: Cell
    value: float


@dataclass(frozen=True)
class Explanation:
    """A cell's value, the formula that gives it, the cells read once, and the repeated terms."""

    tensor: str
    cell: Cell
    value: float
    formula: str
    reads: tuple[Read, ...]
    terms: tuple[tuple[Read, ...], ...]


def explain(trace: Trace, tensor: str, cell: Cell) -> Explanation:
    """How a cell of a tensor came about; raises KeyError for a tensor that no step writes."""
    step = trace.program.writer[tensor]
    where = _Cells(trace.program, step, cell)

    def read(role: str, at: Cell) -> Read:
        name = step.reads[role]
        return Read(role, name, at, float(trace[name][at]))

    tree = parse(step.rule.cell)
    repeated = _repeated(tree)
    once = names(_without(tree, repeated))
    reads = tuple(read(role, where.single(role)) for role in step.reads if role in once)
    terms = tuple(
        tuple(read(role, position[role]) for role in roles)
        for roles in (sorted(names(node) & set(step.reads)) for node in repeated)
        for position in where.positions(roles)
    )
    return Explanation(tensor, cell, float(trace[tensor][cell]), step.rule.cell, reads, terms)


def value_of(trace: Trace, tensor: str, cell: Cell) -> float:
    """The value of the cell by its one-cell formula, apart from the rule that filled the tensor.

    Raises ZeroDivisionError, ValueError or OverflowError where the plain formula has no
    floating-point value and the rule uses a stable form.
    """
    step = trace.program.writer[tensor]
    where = _Cells(trace.program, step, cell)
    constants = trace.program.constants(step.op)

    def lookup(position: Mapping[str, Cell]) -> Any:
        def value(name: str) -> float:
            if name in constants:
                return constants[name].value
            return float(trace[step.reads[name]][position.get(name) or where.single(name)])

        return value

    def reduce(kind: str, node: ast.expr) -> float:
        roles = names(node) & set(step.reads)
        values = [
            evaluate(node, lookup(position), reduce) for position in where.positions(sorted(roles))
        ]
        return {"sum": sum, "max": max}[kind](values)  # type: ignore[operator,no-any-return]

    return evaluate(parse(step.rule.cell), lookup({}), reduce)


class _Cells:
    """Where each role of a step lies for one written cell: once, or along the wires."""

    def __init__(self, program: Program, step: Step, cell: Cell) -> None:
        self.program, self.step = program, step
        self.op: Op = program.ops[step.op]
        written = program.tensors[step.writes]
        self.example = cell[0] if written.batched else None
        self.cell = cell[1:] if written.batched else cell

    def single(self, role: str) -> Cell:
        """The cell of a role that a formula names outside a sum: the written cell's own place."""
        t = self.tensor(role)
        return self._with_example(t, self.cell[: len(t.cells)], self.example)

    def positions(self, roles: list[str]) -> Iterator[dict[str, Cell]]:
        """Every combination of cells of these roles that meets in the written cell."""
        shapes = self.end_shapes()
        writes, role = self.step.writes, self.step.rule.writes
        rows = wires(self.op, shapes["from"], shapes["to"])
        mine = [row for row in rows if self.at(writes, role, row) == self.cell]
        batched = any(self.tensor(r).batched for r in roles)
        examples: Iterable[int | None] = range(self.program.batch) if batched else [None]
        if self.example is not None:
            examples = [self.example]
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
        end = self.op.ends.get(base(role), "to")
        place = np.unravel_index(int(row[ENDS[end]]), self.end_shapes()[end])
        return tuple(map(int, place[: len(self.program.tensors[name].cells)]))

    def end_shapes(self) -> dict[str, tuple[int, ...]]:
        roles = self.program.roles[self.step.op]
        if isinstance(self.op, UpdateOp):
            shape = self.program.tensors[roles.get("w", self.step.writes)].cells
            return {"from": shape, "to": shape, "via": shape}
        shapes = {"from": self.program.tensors[roles[self.op.input]].cells}
        shapes["to"] = self.program.tensors[roles[self.op.output]].cells or (1,)
        via = [r for r, end in self.op.ends.items() if end == "via"]
        shapes["via"] = self.program.tensors[roles[via[0]]].cells if via else shapes["from"]
        return shapes

    def tensor(self, role: str) -> Tensor:
        return self.program.tensors[self.step.reads[role]]

    @staticmethod
    def _with_example(t: Tensor, cell: Cell, example: int | None) -> Cell:
        return (example, *cell) if t.batched and example is not None else cell


def _repeated(tree: ast.expr) -> list[ast.expr]:
    """The bodies of the sums and one-argument maxima of a formula."""
    return [
        n.args[0]
        for n in ast.walk(tree)
        if isinstance(n, ast.Call)
        and isinstance(n.func, ast.Name)
        and n.func.id in ("sum", "max")
        and len(n.args) == 1
    ]


def _without(tree: ast.expr, bodies: list[ast.expr]) -> ast.expr:
    """The formula with the bodies of its sums left out."""

    class Drop(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            return ast.Constant(0) if node in bodies else self.generic_visit(node)

    copied, bodies = copy.deepcopy((tree, bodies))
    return Drop().visit(copied)  # type: ignore[no-any-return]
