"""Which mistake, or which convention, all numbers of a submission follow from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from engine.explain import conventions
from engine.explain.own_numbers import OwnNumbers, follow_again
from engine.explain.submission import Cell, Submission
from engine.op import Array
from engine.pausing import Pausing
from engine.program.buggy_program import fitting, with_bugs
from engine.program.program import Program
from engine.validation.validate import InvalidExperiment

MOST = 6
"""Explanations that are named, and pairs that are tried times ten."""
TELLS = 0.02
"""Relative difference of two values that two digits tell apart."""
CONVENTIONAL = ("half_forgotten",)
"""Bugs that are a convention where everything follows from them."""


@dataclass(frozen=True, eq=False)
class Explanation:
    """Bugs, or a convention, under which no number is wrong."""

    own: OwnNumbers
    bugs: tuple[str, ...] = ()
    convention: conventions.Convention | None = None
    tensor: str = ""
    """Where it is seen first."""


class Search:
    """Explanations of a submission that is not right. `base` is how it looks without any."""

    def __init__(self, program: Program, handed: Submission, base: OwnNumbers) -> None:
        self.program, self.handed, self.base = program, handed, base
        self.fits = {k: v for k, v in fitting(program).items() if k not in CONVENTIONAL}
        self.found: list[Explanation] = []

    def run(self) -> Pausing[list[Explanation]]:
        """Conventions and single bugs, and pairs of bugs if nothing else fits; with pauses."""
        for convention in self._conventions():
            yield
            own = yield from self._under(convention)
            if own:
                self.found.append(Explanation(own, convention=convention))
        for name in self.fits:
            if all(self._reaches(name, cone) for cone in self.cones):
                yield from self._try((name,))
                yield
        if not self.found:
            for pair in list(self._pairs())[: 10 * MOST]:
                yield from self._try(pair)
                yield
        return self.found[:MOST]

    @cached_property
    def cones(self) -> list[frozenset[str]]:
        """For each tensor with a number that does not follow: the steps between it and what is
        given, where something must have gone wrong."""
        apart = [s.writes for s in self.program.steps
                 if self.program.tensors[s.writes].view(self.base.apart).any()]  # fmt: skip
        return [frozenset(self._cone(name)) for name in apart]

    def _cone(self, name: str) -> Iterator[str]:
        todo, seen = [name], {name}
        while todo:
            last = todo.pop()
            yield last
            step = self.program.writer[last]
            for read in step.reads.values():
                inside = read in self.program.writer and read not in self.handed.whole
                if inside and read not in seen:
                    seen.add(read)
                    todo.append(read)

    def _reaches(self, bug: str, cone: frozenset[str]) -> bool:
        return not cone.isdisjoint(self.fits[bug])

    def _pairs(self) -> Iterator[tuple[str, str]]:
        """Those that between them reach everything, and not both of them alone: of a single
        number many pairs would give an account."""
        reach = {b: [self._reaches(b, cone) for cone in self.cones] for b in self.fits}
        for one, other in combinations([b for b in reach if any(reach[b])], 2):
            both = zip(reach[one], reach[other], strict=True)
            if all(map(any, both)) and not (all(reach[one]) and all(reach[other])):
                yield one, other

    def _try(self, names: tuple[str, ...]) -> Pausing[None]:
        try:
            wrong = with_bugs(self.program, names)
        except InvalidExperiment:
            return
        bites = [t for name in names for t in self.fits[name]]
        own = yield from follow_again(wrong, self.handed, self.base, bites)
        if own:
            first = next(s.writes for s in self.program.steps if s.writes in bites)
            self.found.append(Explanation(own, names, tensor=first))

    def _conventions(self) -> Iterator[conventions.Convention]:
        yield from conventions.of_program(self.program)
        yield from conventions.of_order(self.program, turned=self.handed.turned)

    def _under(self, convention: conventions.Convention) -> Pausing[OwnNumbers | None]:
        if convention.places is None:
            assert convention.program
            return (
                yield from follow_again(
                    convention.program, self.handed, self.base, convention.bites
                )
            )
        moved = self.handed.given.intersection(convention.bites)
        if not moved:
            return None
        handed = self.handed.moved(convention.places)
        return (yield from follow_again(self.program, handed, self.base, moved))


@dataclass(frozen=True)
class Deciding:
    """A cell that is not given and tells explanations apart."""

    tensor: str
    cell: Cell
    values: tuple[float, ...]
    """One for each explanation."""


def decide(program: Program, handed: Submission, found: list[Explanation]) -> Deciding | None:
    """The first cell whose number would leave fewer explanations; None if there is no such."""
    if len(found) < 2:
        return None
    numbers = np.stack([_as_written(e) for e in found])
    with np.errstate(all="ignore"):
        size = np.abs(numbers).max(axis=0)
        apart = np.ptp(numbers, axis=0) > TELLS * size
    apart &= np.isnan(handed.values) & (size > 0)
    for step in program.steps:
        t = program.tensors[step.writes]
        cells = np.argwhere(t.view(apart))
        if len(cells):
            cell = tuple(map(int, cells[0]))
            values = tuple(float(t.view(row)[cell]) for row in numbers)
            return Deciding(t.name, cell, values)
    return None


def _as_written(found: Explanation) -> Array:
    """The numbers as they would be handed in."""
    places = found.convention.places if found.convention else None
    if places is None:
        return found.own.values
    written = np.empty_like(found.own.values)
    written[places] = found.own.values
    return written
