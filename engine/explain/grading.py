"""A learner's numbers for an iteration: what is right, what follows, where it first goes wrong.

A number is right if it rounds to the true one at the digits typed, or follows from numbers that
are right and were rounded. One that follows from a wrong number by its rule is right from a wrong
input.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress, product, repeat
from typing import Any, NamedTuple

import numpy as np

from engine.experiment.value import Experiment
from engine.explain.deciding import Deciding, decide
from engine.explain.explanations import Explanation, Search
from engine.explain.own_numbers import OwnNumbers, follow, tolerance
from engine.explain.submission import Cell, Submission, Typed, submission
from engine.pausing import Pausing, finish
from engine.run.checkpoint import Checkpoint
from engine.run.iteration import Trace
from engine.run.trace import tracing

VERDICTS = RIGHT, FOLLOWS, CONVENTION, WRONG = "right", "follows", "convention", "wrong"
UNDECIDED = "undecided"


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
class Grading:
    """All graded cells in the order of the steps, and what explains those that are wrong."""

    trace: Trace
    cells: tuple[GradedCell, ...]
    explanations: tuple[Explanation, ...]
    """Under each of them no number is wrong; none if all are right, or if nothing fits."""
    deciding: Deciding | None
    """What tells them apart."""

    @cached_property
    def first_wrong(self) -> GradedCell | None:
        """The first cell that is wrong by its own rule."""
        return next((c for c in self.cells if c.verdict == WRONG), None)

    @property
    def verdict(self) -> str:
        """right; convention: nothing is wrong under one; wrong; or undecided between these two."""
        if not self.explanations:
            return WRONG if self.first_wrong else RIGHT
        if not self.conventions:
            return WRONG
        return UNDECIDED if self.bugs else CONVENTION

    @property
    def bugs(self) -> list[tuple[str, ...]]:
        """The bugs, or pairs of bugs, that explain all numbers."""
        return [e.bugs for e in self.explanations if e.bugs]

    @property
    def conventions(self) -> list[tuple[str, ...]]:
        """The conventions under which nothing is wrong."""
        return [e.convention.names for e in self.explanations if e.convention]


def grade(
    experiment: Experiment, answers: Mapping[str, Any], iteration: int = 0,
    start: Checkpoint | None = None,
) -> Grading:  # fmt: skip
    """Grade numbers of an iteration: `answers` has nested lists with None, or cell → value.

    Raises InvalidExperiment, at /answers, for what is no number or has no place, and Diverged as
    `trace` does.
    """
    return finish(grading(experiment, answers, iteration, start))


def grading(
    experiment: Experiment, answers: Mapping[str, Any], iteration: int = 0,
    start: Checkpoint | None = None,
) -> Pausing[Grading]:  # fmt: skip
    """`grade`, with pauses."""
    true = yield from tracing(experiment.right, iteration, start)
    handed = yield from submission(true.program, answers)
    base = yield from follow(true.program, true.vector, handed)
    cells = tuple((yield from _graded(true, handed, base)))
    found: list[Explanation] = []
    if any(c.verdict == WRONG for c in cells):
        found = yield from Search(true.program, handed, base).run()
    deciding = yield from decide(true.program, handed, found)
    graded = Grading(true, cells, tuple(found), deciding)
    if graded.verdict != CONVENTION:
        return graded
    told = (c._replace(verdict=CONVENTION) if c.verdict == WRONG else c for c in cells)
    return replace(graded, cells=tuple(told))


def _graded(
    true: Trace, handed: Submission, base: Mapping[str, OwnNumbers]
) -> Pausing[list[GradedCell]]:
    program, found = true.program, list[GradedCell]()
    tainted: set[str] = set()
    """Tensors with a wrong number, and what follows from them."""
    unwritten = [n for n in program.tensors if n not in program.writer]
    for name in (*unwritten, *(s.writes for s in program.steps)):
        reads = program.writer[name].reads.values() if name in program.writer else ()
        follows = bool(tainted.intersection(reads))
        if follows:
            tainted.add(name)
        if name in handed.typed:
            of = _of_tensor(name, true, handed.typed[name], base[name], follows=follows)
            found += of
            if any(c.verdict == WRONG for c in of):
                tainted.add(name)
            yield
    return found


def _of_tensor(
    name: str, true: Trace, typed: Typed, own: OwnNumbers, *, follows: bool
) -> list[GradedCell]:
    right, written = true[name], name in true.program.writer
    close = tolerance(right)
    near = np.abs(typed.values - right) <= typed.within + close
    other = written & (np.abs(own.computed - right) > close)
    verdicts: list[str] = [RIGHT] * right.size
    if not near.all():
        wrong = np.zeros(right.shape, bool) if own.apart is None else own.apart
        pairs = zip(near.ravel().tolist(), wrong.ravel().tolist(), strict=True)
        inherited = FOLLOWS if follows else RIGHT
        verdicts = [RIGHT if fits else WRONG if apart else inherited for fits, apart in pairs]
    from_own: list[float | None] = [None] * right.size
    if other.any():
        pair = zip(other.ravel().tolist(), own.computed.ravel().tolist(), strict=True)
        from_own = [number if differs else None for differs, number in pair]
    numbers = (part.ravel().tolist() for part in (typed.values, typed.within, right))
    cells = product(*map(range, right.shape))
    found = map(GradedCell._make, zip(repeat(name), cells, *numbers, from_own, verdicts))
    return list(found if typed.whole else compress(found, typed.given.ravel().tolist()))
