"""How many paths lead from cells to the loss, counted without following one."""

from collections.abc import Sequence
from math import prod
from weakref import WeakKeyDictionary

import numpy as np

from engine.explain.links import between, everywhere, links
from engine.op import Array
from engine.pausing import Pausing
from engine.program.program import Program
from engine.wiring import TO, wires

EXACT = 2.0**53
"""Above it float64 does not count singly; Python's whole numbers do."""
TOGETHER = 50_000
"""Links that are looked at between two pauses."""

Tallied = tuple[str, str, int, Array, Array]
"""Tensor before and behind links, cells of the one before, and the flat cells at their ends."""


def count(tallied: Sequence[Tallied]) -> Pausing[dict[str, Array]]:
    """Paths from each cell of each tensor before the links, given from the loss back."""
    found = yield from _count(tallied, np.ones(1))
    if max(float(c.max(initial=0)) for c in found.values()) >= EXACT:
        found = yield from _count(tallied, np.array([1], object))
    return found


def _count(tallied: Sequence[Tallied], one: Array) -> Pausing[dict[str, Array]]:
    found = {"E": one}
    for given, made, size, source, to in tallied:
        here = found.setdefault(given, np.zeros(size, one.dtype))
        for begin in range(0, len(to), TOGETHER):
            part = slice(begin, begin + TOGETHER)
            np.add.at(here, source[part], found[made][to[part]])
            yield
    return found


_COUNTED: "WeakKeyDictionary[Program, tuple[int, int]]" = WeakKeyDictionary()


def census(program: Program) -> Pausing[tuple[int, int]]:
    """How many paths lead from all weights to the loss, over all examples of a batch, and how many
    wires carry a weight in one. Of a program it is counted once."""
    if program not in _COUNTED:
        _COUNTED[program] = yield from _census(program)
    return _COUNTED[program]


def _census(program: Program) -> Pausing[tuple[int, int]]:
    owners = _owners(program)
    joined = []
    for op, role, given, made in from_weights(program):
        joined.append((given, made, links(program, op, role)))
        yield
    batch = program.batch if any(l.crossing for _, _, l in joined) else 1
    tallied = []
    for given, made, l in reversed(joined):
        size, behind = _cells(program, given), 0 if made == "E" else _cells(program, made)
        ends = l.source, l.to
        if not l.crossing:
            ends = everywhere(batch, l.source, l.to, size, behind)
        tallied.append((given, made, batch * size, *ends))
        yield
    counts = yield from count(tallied)
    paths = wired = 0
    for op in owners:
        each = counts[_output(program, op)].reshape(batch, -1).sum(axis=0)
        rows = _wires(program, op)
        paths += int(each[rows[:, TO]].sum()) * (program.batch // batch)
        wired += len(rows)
        yield
    return paths, wired


def from_weights(program: Program) -> list[tuple[int, str, str, str]]:
    """What `between` tells of all that weights act on."""
    return between(program, *(_output(program, op) for op in _owners(program)))


def _owners(program: Program) -> list[int]:
    """The ops of the weights."""
    return [
        t.op for t in program.tensors.values()
        if t.kind == "parameter" and t.role_kind == "weight" and t.op is not None
    ]  # fmt: skip


def _output(program: Program, op: int) -> str:
    return program.roles[op][program.ops[op].output]


def _cells(program: Program, name: str) -> int:
    return prod(program.tensors[name].cells)


def _wires(program: Program, op: int) -> Array:
    shapes = tuple(program.tensors[program.roles[op][r]].cells for r in program.inputs(op))
    return wires(program.ops[op], shapes, program.tensors[_output(program, op)].cells)
