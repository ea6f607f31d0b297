"""Numbers that were handed in beside the right ones, and what each of them is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from engine.explain.handed_in import Cell, Submission
from engine.explain.own_numbers import ROUNDING, Followed
from engine.kept import kept
from engine.op import Array
from engine.program.program import Program
from engine.run.iteration import Trace

VERDICTS = RIGHT, FOLLOWS, CONVENTION, WRONG = "right", "follows", "convention", "wrong"
_RIGHT, _FOLLOWS, _CONVENTION, _WRONG = range(4)
_OPEN = 4
"""Not the right number; what it is follows from the others."""


class GradedCell(NamedTuple):
    """A number that was handed in. `from_own` is what its rule makes of the learner's own numbers,
    where that is not the true number."""

    tensor: str
    cell: Cell
    given: float
    within: float
    expected: float
    from_own: float | None
    verdict: str


@dataclass(frozen=True, eq=False)
class Graded:
    """What a GradedCell has, of all numbers that were handed in, in columns, (count,) each."""

    program: Program
    cells: Array
    """Which they are, counted through the tensors in the order of their steps."""
    given: Array
    within: Array
    expected: Array
    from_own: Array
    """NaN where it is the true number."""
    verdicts: Array
    """Places in VERDICTS."""

    def __len__(self) -> int:
        return len(self.cells)

    def __iter__(self) -> Iterator[GradedCell]:
        """Cell by cell."""
        return map(self.cell, range(len(self)))

    def cell(self, k: int) -> GradedCell:
        """The number in one place of the columns."""
        order, at = in_order(self.program), int(self.cells[k])
        which = int(np.searchsorted(order.begins, at, side="right")) - 1
        shape = self.program.tensors[order.names[which]].shape
        cell = np.unravel_index(at - order.begins[which], shape) if shape else ()
        own = float(self.from_own[k])
        return GradedCell(
            order.names[which], tuple(map(int, cell)), float(self.given[k]), float(self.within[k]),
            float(self.expected[k]), None if np.isnan(own) else own, VERDICTS[self.verdicts[k]],
        )  # fmt: skip

    @cached_property
    def first_wrong(self) -> GradedCell | None:
        """The first cell that is wrong by its own rule."""
        wrong = np.flatnonzero(self.verdicts == _WRONG)
        return self.cell(int(wrong[0])) if wrong.size else None

    def under_convention(self) -> "Graded":
        """The same where what looked wrong is but another convention."""
        looks = self.verdicts == _WRONG
        return replace(self, verdicts=np.where(looks, _CONVENTION, self.verdicts))


@dataclass(frozen=True, eq=False)
class Order:
    """The tensors of a program: those that no step writes, and the others as steps write them."""

    names: tuple[str, ...]
    begins: Array
    """Where each begins, counted through. (tensors,)."""
    places: Array
    """Where the numbers lie in the vector. (size,)."""


@kept(lambda made: 300 * len(made.names) + made.places.nbytes)
def in_order(program: Program) -> Order:
    """The order in which numbers are told."""
    names = [n for n in program.tensors if n not in program.writer]
    names += [s.writes for s in program.steps]
    tensors = [program.tensors[n] for n in names]
    places = [np.arange(t.offset, t.offset + t.size, dtype=np.int32) for t in tensors]
    begins = np.cumsum([0, *(t.size for t in tensors)])[:-1]
    return Order(tuple(names), begins, np.concatenate(places))


def graded(true: Trace, handed: Submission, base: Followed) -> tuple[Graded, list[str]]:
    """Every number that was handed in, in the order of the steps, and the tensors with numbers
    that do not follow from what was handed in before."""
    program, order = true.program, in_order(true.program)
    given = handed.given[order.places]
    cells = np.flatnonzero(given)
    at, counts = order.places[cells], np.add.reduceat(given, order.begins, dtype=int)
    typed, within, right = handed.values[at], handed.within[at], true.vector[at]
    computed = base.computed[at]
    largest = np.maximum.reduceat(np.abs(true.vector[order.places]), order.begins)
    close = np.repeat(ROUNDING * largest, counts)
    with np.errstate(invalid="ignore"):
        near = np.abs(typed - right) <= within + close
        other = np.abs(computed - right) > close  # never where no step writes
    verdicts = np.where(near, _RIGHT, _OPEN)
    found = Graded(
        program, cells, typed, within, right, np.where(other, computed, np.nan), verdicts
    )
    return found, [] if near.all() else _judge(handed, base, verdicts, counts)


def _judge(handed: Submission, base: Followed, verdicts: Array, counts: Array) -> list[str]:
    """Give a verdict to what is not the right number: wrong by its own rule, or it follows, or was
    but rounded before. `verdicts` are of all numbers, `counts` of them of each tensor in order."""
    program = handed.program
    apart, tainted, doubtful = list[str](), set[str](), set[str]()
    end = 0
    for name, count in zip(in_order(program).names, counts.tolist(), strict=True):
        reads = program.writer[name].reads.values() if name in program.writer else ()
        follows, begin, end = not tainted.isdisjoint(reads), end, end + count
        its = verdicts[begin:end]
        still = its == _OPEN
        right = not still.any()
        if not right or not doubtful.isdisjoint(reads):
            # Of numbers that are right, but for rounding, right ones follow: no need to look.
            doubtful.add(name)
            if base[name].apart is not None:
                apart.append(name)
        if not right:
            far = base[name].apart
            its[still] = _FOLLOWS if follows else _RIGHT
            if far is not None:
                wrong = still & far[program.tensors[name].view(handed.given)]
                its[wrong] = _WRONG
                if wrong.any():
                    tainted.add(name)
        if follows:
            tainted.add(name)
    return apart
