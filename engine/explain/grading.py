"""A learner's numbers for an iteration: what is right, what follows, where it first goes wrong.

A number is right if it rounds to the true one at the digits typed, or follows from numbers that
are right and were rounded. One that follows from a wrong number by its rule is right from a wrong
input.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.experiment.value import Experiment
from engine.explain.deciding import Deciding, decide
from engine.explain.explanations import Explanation, Search
from engine.explain.graded import CONVENTION, RIGHT, WRONG, Graded, GradedCell, graded
from engine.explain.own_numbers import follow
from engine.explain.submission import submission
from engine.pausing import Pausing, finish
from engine.run.checkpoint import Checkpoint
from engine.run.iteration import Trace
from engine.run.trace import tracing

UNDECIDED = "undecided"


@dataclass(frozen=True, eq=False)
class Grading:
    """All that was handed in, in the order of the steps, and what explains what is wrong of it."""

    trace: Trace
    cells: Graded
    explanations: tuple[Explanation, ...]
    """Under each of them no number is wrong; none if all are right, or if nothing fits."""
    deciding: Deciding | None
    """What tells them apart."""

    @property
    def first_wrong(self) -> GradedCell | None:
        """The first cell that is wrong by its own rule."""
        return self.cells.first_wrong

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
    cells, apart = graded(true, handed, base)
    yield
    found: list[Explanation] = []
    if cells.first_wrong:
        found = yield from Search(true.program, handed, base, apart).run()
    deciding = yield from decide(true.program, handed, found)
    made = Grading(true, cells, tuple(found), deciding)
    return replace(made, cells=cells.under_convention()) if made.verdict == CONVENTION else made
