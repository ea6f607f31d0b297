"""What makes the value of one cell: which cells are read, with their values, term by term."""

import ast
import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.explain.wired_cells import Cell, Cells
from engine.formula import REDUCTIONS, evaluate, names, parse, reference, references
from engine.program.program import Step

if TYPE_CHECKING:
    from engine.run.iteration import Trace


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


def explain(trace: "Trace", tensor: str, cell: Cell) -> Explanation:
    """How a cell of a tensor came about; raises KeyError for a tensor that no step writes."""
    step = trace.program.writer[tensor]
    where = Cells(trace.program, step, cell)

    def read(role: str, at: Cell) -> Read:
        name = step.reads[role]
        return Read(role, name, at, float(trace[name][at]))

    text = formula_of(trace, step, cell)
    tree = parse(text)
    repeated = _repeated(tree)
    plain = _without(tree, [node for _, node in repeated])
    once = references(plain)
    reads = tuple(
        read(role, where.at_place(role, place))
        for role in step.reads
        for named, place in once
        if named == role
    )
    terms = tuple(
        tuple(read(role, position[role]) for role in roles)
        for kind, node in repeated
        for roles in [sorted(names(node) & set(step.reads))]
        for position in where.positions(roles, window=kind == "first")
    )
    return Explanation(tensor, cell, float(trace[tensor][cell]), text, reads, terms)


def value_of(trace: "Trace", tensor: str, cell: Cell) -> float:
    """The value of the cell by its one-cell formula, apart from the rule that filled the tensor.

    Raises ZeroDivisionError, ValueError or OverflowError where the plain formula has no
    floating-point value and the rule uses a stable form.
    """
    step = trace.program.writer[tensor]
    where = Cells(trace.program, step, cell)
    constants = trace.program.constants(step.op)

    def lookup(position: Mapping[str, Cell]) -> Any:
        def value(name: str) -> float:
            if name in constants:
                return constants[name].value
            role, place = reference(name)
            at = position.get(name) or where.at_place(role, place)
            return float(trace[step.reads[role]][at])

        return value

    def reduce(kind: str, node: ast.expr) -> float:
        roles = names(node) & set(step.reads)
        values = [
            evaluate(node, lookup(position), reduce)
            for position in where.positions(sorted(roles), window=kind == "first")
        ]
        return REDUCE[kind](values)

    return evaluate(parse(formula_of(trace, step, cell)), lookup({}), reduce)


def formula_of(trace: "Trace", step: Step, cell: Cell) -> str:
    """The formula of a cell of what a step writes, in Python syntax."""
    if step.own is None:
        return step.rule.cell
    written = trace.program.tensors[step.writes]
    place = cell[1:] if written.batched else cell
    return step.own[int(np.ravel_multi_index(place, written.cells))]


REDUCE: dict[str, Callable[[list[float]], float]] = {
    "sum": sum,
    "max": max,
    "first": lambda values: float(values[-1] > max(values[:-1], default=0.0)),
}
"""What a reduction of a formula makes of its terms; the last term of `first` is the cell's own."""


def _repeated(tree: ast.expr) -> list[tuple[str, ast.expr]]:
    """The bodies of the sums, one-argument maxima and firsts of a formula, with their kind."""
    return [
        (n.func.id, n.args[0])
        for n in ast.walk(tree)
        if isinstance(n, ast.Call)
        and isinstance(n.func, ast.Name)
        and n.func.id in REDUCTIONS
        and len(n.args) == 1
    ]


def _without(tree: ast.expr, bodies: list[ast.expr]) -> ast.expr:
    """The formula with the bodies of its sums left out."""

    class Drop(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            return ast.Constant(0) if node in bodies else self.generic_visit(node)

    copied, bodies = copy.deepcopy((tree, bodies))
    return Drop().visit(copied)  # type: ignore[no-any-return]
