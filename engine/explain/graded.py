"""Numbers that were handed in beside the right ones, and what each of them is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from engine.explain.handed_in import Cell, Submission
from engine.explain.own_numbers import Followed
from engine.explain.propagation import ROUNDING
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
    written: Array
    """Whether a step writes the tensor. (tensors,)."""
    reads: tuple[tuple[str, ...], ...]
    """What that step reads."""


@kept(lambda made: 300 * len(made.names) + made.places.nbytes)
def in_order(program: Program) -> Order:
    """The order in which numbers are told."""
    names = [n for n in program.tensors if n not in program.writer]
    names += [s.writes for s in program.steps]
    tensors = [program.tensors[n] for n in names]
    places = [np.arange(t.offset, t.offset + t.size, dtype=np.int32) for t in tensors]
    begins = np.cumsum([0, *(t.size for t in tensors)])[:-1]
    steps = [program.writer.get(n) for n in names]
    reads = tuple(tuple(s.reads.values()) if s else () for s in steps)
    written = np.array([s is not None for s in steps])
    return Order(tuple(names), begins, np.concatenate(places), written, reads)


def graded(true: Trace, handed: Submission, base: Followed) -> tuple[Graded, list[str]]:
    """Every number that was handed in, in the order of the steps, and the tensors with numbers
    that do not follow from what was handed in before."""
    program, order = true.program, in_order(true.program)
    given = handed.given[order.places]
    cells = np.flatnonzero(given)
    at, counts = order.places[cells], np.add.reduceat(given, order.begins, dtype=int)
    typed, within, right = handed.values[at], handed.within[at], true.vector[at]
    computed = base.computed[at]
    close = np.repeat(_tolerance(true.vector, order), counts)
    with np.errstate(invalid="ignore"):
        near = np.abs(typed - right) <= within + close
        other = np.abs(computed - right) > close  # never where no step writes
    verdicts = np.where(near, _RIGHT, _OPEN)
    found = Graded(
        program, cells, typed, within, right, np.where(other, computed, np.nan), verdicts
    )
    return found, [] if near.all() else _judge(found, at, counts, computed, base)


def _tolerance(vector: Array, order: Order) -> Array:
    """What float64 may be off in each tensor. (tensors,)."""
    largest: Array = np.maximum.reduceat(np.abs(vector[order.places]), order.begins)
    return ROUNDING * largest


@np.errstate(all="ignore")
def _judge(found: Graded, at: Array, counts: Array, computed: Array, base: Followed) -> list[str]:
    """Give a verdict to what is not the right number: wrong by its own rule, or it follows, or was
    but rounded before. `at` are the places of the numbers in the vector of the program, `counts`
    of them of each tensor in order, `computed` what the rules make of the learner's own."""
    program, order, verdicts = found.program, in_order(found.program), found.verdicts
    written, ends = order.written, np.cumsum(counts)
    alike = np.repeat(np.where(written, _tolerance(base.computed, order), 0.0), counts)
    each = np.where(np.repeat(written, counts), 0.0, ROUNDING * np.abs(computed))
    room, distance = found.within + (alike + each), np.abs(found.given - computed)
    far, open_ = ~(distance <= room), verdicts == _OPEN
    doubtful = _doubtful(order, _sums(open_, ends))
    some = zip(order.names, _sums(far, ends), counts.tolist(), ends.tolist(), strict=True)
    asked = {name: slice(end - n, end) for name, k, n, end in some if k and name in doubtful}
    off, singly = base.rounding([name for name in asked if name in program.writer])
    far &= ~(distance <= room + off[at])
    for name in singly:
        one = base[name].apart
        far[asked[name]] = False if one is None else one
    base.judged.update(dict.fromkeys(doubtful))
    base.judged.update({name: far[its] for name, its in asked.items() if far[its].any()})
    wrong = open_ & far
    follows = _tainted(order, _sums(wrong, ends))
    verdicts[open_] = np.where(np.repeat(follows, counts), _FOLLOWS, _RIGHT)[open_]
    verdicts[wrong] = _WRONG
    return [name for name in asked if base.judged[name] is not None]


def _sums(flags: Array, ends: Array) -> list[int]:
    """How many are set of each tensor."""
    before = np.zeros(len(flags) + 1, int)
    np.cumsum(flags, out=before[1:])
    until = before[ends]
    until[1:] -= before[ends[:-1]]
    found: list[int] = until.tolist()
    return found


def _doubtful(order: Order, left: Iterable[int]) -> set[str]:
    """The tensors with numbers that are not right, and those that follow from them. Of numbers that
    are right, but for rounding, right ones follow: no need to look."""
    found = set[str]()
    for name, reads, count in zip(order.names, order.reads, left, strict=True):
        if count or not found.isdisjoint(reads):
            found.add(name)
    return found


def _tainted(order: Order, wrong: Iterable[int]) -> list[bool]:
    """Of each tensor whether it follows from a wrong number."""
    tainted, found = set[str](), list[bool]()
    for name, reads, count in zip(order.names, order.reads, wrong, strict=True):
        found.append(not tainted.isdisjoint(reads))
        if count or found[-1]:
            tainted.add(name)
    return found
