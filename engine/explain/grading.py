"""A learner's numbers for an iteration: what is right, what follows, where it first goes wrong.

A number is right if it rounds to the true one at the digits typed, or follows from numbers that
are right and were rounded. One that follows from a wrong number by its rule is right from a wrong
input.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from engine.experiment.value import Experiment
from engine.explain.explanations import Deciding, Explanation, Search, decide
from engine.explain.own_numbers import ROUNDING, OwnNumbers, follow
from engine.explain.submission import Cell, Submission, submission
from engine.pausing import Pausing, finish
from engine.run.checkpoint import Checkpoint
from engine.run.iteration import Trace
from engine.run.trace import tracing

VERDICTS = RIGHT, FOLLOWS, CONVENTION, WRONG = "right", "follows", "convention", "wrong"
UNDECIDED = "undecided"


@dataclass(frozen=True)
class GradedCell:
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

    @property
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
    handed = submission(true.program, answers)
    yield
    base = yield from follow(true.program, true.vector, handed)
    yield
    cells = tuple(_graded(true, handed, base))
    found: list[Explanation] = []
    if any(c.verdict == WRONG for c in cells):
        found = yield from Search(true.program, handed, base).run()
    graded = Grading(true, cells, tuple(found), decide(true.program, handed, found))
    if graded.verdict != CONVENTION:
        return graded
    told = (replace(c, verdict=CONVENTION) if c.verdict == WRONG else c for c in cells)
    return replace(graded, cells=tuple(told))


def _graded(true: Trace, handed: Submission, base: OwnNumbers) -> list[GradedCell]:
    program, found = true.program, []
    tainted: set[str] = set()
    """Tensors with a wrong number, and what follows from them."""
    unwritten = [n for n in program.tensors if n not in program.writer]
    for name in (*unwritten, *(s.writes for s in program.steps)):
        t = program.tensors[name]
        reads = program.writer[name].reads.values() if name in program.writer else ()
        follows = bool(tainted.intersection(reads))
        if follows:
            tainted.add(name)
        if name not in handed.given:
            continue
        parts = (handed.values, handed.within, true.vector, base.computed, base.apart)
        values, within, right, own, apart = (t.view(part) for part in parts)
        largest = ROUNDING * float(np.abs(right).max())
        for cell in map(tuple, np.argwhere(~np.isnan(values)).tolist()):
            near = abs(values[cell] - right[cell]) <= within[cell] + largest
            verdict = RIGHT if near else WRONG if apart[cell] else FOLLOWS if follows else RIGHT
            if verdict == WRONG:
                tainted.add(name)
            other = abs(own[cell] - right[cell]) > largest and name in program.writer
            found.append(
                GradedCell(
                    name, cell, float(values[cell]), float(within[cell]), float(right[cell]),
                    float(own[cell]) if other else None, verdict,
                )
            )  # fmt: skip
    return found
