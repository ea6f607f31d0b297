"""Which mistake, or which convention, all numbers of a submission follow from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from engine.bugs import bugs
from engine.explain.conventions import Convention, of_program
from engine.explain.handed_in import Submission
from engine.explain.orders import orders
from engine.explain.own_numbers import OwnNumbers
from engine.explain.trials import Trials, Variant
from engine.kept import beside, kept
from engine.op import Array
from engine.pausing import Pausing
from engine.program.buggy_program import fitting, with_bugs, wrong_steps
from engine.program.program import Program, Step
from engine.validation.validate import InvalidExperiment

MOST = 6
"""Explanations that are named, and pairs that are tried times ten."""
CONVENTIONAL = ("half_forgotten",)
"""Bugs that are a convention where everything follows from them."""


@dataclass(frozen=True, eq=False)
class Explanation:
    """Bugs, or a convention, under which no number is wrong."""

    trials: Trials = field(repr=False)
    variant: Variant = field(repr=False)
    """Of the program; `trials` has what it makes of the numbers."""
    bugs: tuple[str, ...] = ()
    convention: Convention | None = None
    tensor: str = ""
    """Where it is seen first."""

    def written(self, tensor: str) -> Pausing[Array]:
        """The numbers of a tensor as they would be handed in. In the shape of the convention."""
        found = yield from self.trials.numbers(tensor, self.variant)
        moves = self.convention and tensor in self.convention.moved
        values = found.carried.values
        return self.convention.written(values) if self.convention and moves else values


class Search:
    """Explanations of a submission that is not right. `base` is how it looks without any, `apart`
    are the tensors with numbers that do not follow then."""

    def __init__(
        self, program: Program, handed: Submission, base: Mapping[str, OwnNumbers],
        apart: Sequence[str],
    ) -> None:  # fmt: skip
        self.program, self.handed, self.base, self.apart = program, handed, base, apart
        self.trials = Trials(program, handed, base)
        self.as_given = all(name in program.writer for name in apart)
        """Whether all that no step writes was handed in as it is."""
        self.variants: dict[tuple[str, ...], Variant | None] = {}
        self.made_right: dict[tuple[str, int], bool] = {}
        """By bug and place of a tensor with a wrong number, whether it follows with the bug."""
        self.found: list[Explanation] = []

    def run(self) -> Pausing[list[Explanation]]:
        """Conventions and single bugs, and pairs of bugs if nothing else fits; with pauses."""
        if self.as_given:
            for convention in of_program(self.program):
                variant = Variant(convention.steps)
                if (yield from self._explains(variant)):
                    self._note(self.trials, variant, convention=convention)
        for found in (yield from orders(self.program, self.handed, self.base, self.apart)):
            self._note(found.trials, Variant({}), convention=found.convention)
        if self.as_given:
            for name, reached in self.reach.items():
                if reached == self.everything:
                    yield from self._try((name,))
            if not self.found:
                yield from self._pairs()
        return self.found[:MOST]

    @cached_property
    def fits(self) -> Mapping[str, Mapping[str, Step]]:
        """By the bugs that make sense here, the steps that they put in."""
        return _wrong_steps(self.program)

    @cached_property
    def reach(self) -> dict[str, int]:
        """By bug, which of the tensors with a wrong number it may change, as bits."""
        found = dict.fromkeys(self.fits, 0)
        for k, tensor in enumerate(self.apart):
            for name in self.trials.cones.bugs_behind(tensor):
                if name in found:
                    found[name] |= 1 << k
        return {name: reached for name, reached in found.items() if reached}

    @property
    def everything(self) -> int:
        """All tensors with a wrong number, as bits."""
        return (1 << len(self.apart)) - 1

    def _pairs(self) -> Pausing[None]:
        """Those that between them reach everything, and not both of them alone: of a single
        number many pairs would give an account."""
        tried = 0
        everything = self.everything
        for (one, its), (other, others) in combinations(self.reach.items(), 2):
            if its | others != everything or its == others:
                continue
            if (yield from self._each_alone(one, other)):
                yield from self._try((one, other))
                tried += 1
            if tried == 10 * MOST or len(self.found) == MOST:
                return

    def _each_alone(self, one: str, other: str) -> Pausing[bool]:
        """Whether each bug of a pair makes right what the other one does not reach."""
        for name, rest in ((one, other), (other, one)):
            alone, k = self.reach[name] & ~self.reach[rest], 0
            if name in _straying(self.program):
                continue  # it may read what the other one changes
            while alone:
                if alone & 1 and not (yield from self._makes_right(name, k)):
                    return False
                alone, k = alone >> 1, k + 1
        return True

    def _makes_right(self, name: str, k: int) -> Pausing[bool]:
        """Whether the tensor with a wrong number in place k follows with this bug."""
        if (name, k) not in self.made_right:
            found = yield from self.trials.follows(self.apart[k], Variant(self.fits[name]))
            self.made_right[name, k] = found
        return self.made_right[name, k]

    def _try(self, names: tuple[str, ...]) -> Pausing[None]:
        variant = self._variant(names)
        if not variant or not (yield from self._explains(variant)):
            return
        strays = not _straying(self.program).isdisjoint(names)
        if not strays or _possible(self.program, names):
            first = next(s.writes for s in self.program.steps if s.writes in variant.steps)
            self._note(self.trials, variant, bugs=names, tensor=first)

    def _variant(self, names: tuple[str, ...]) -> Variant | None:
        """The steps of one bug or of two; None where they do not go together."""
        if names not in self.variants:
            each = [self.fits[name] for name in names]
            steps: Mapping[str, Step] | None = {w: s for one in each for w, s in one.items()}
            if sum(map(len, each)) > len(steps or ()):
                steps = _together(self.program, names)
            self.variants[names] = None if steps is None else Variant(steps)
        return self.variants[names]

    def _explains(self, variant: Variant) -> Pausing[bool]:
        """Whether no number is wrong under a variant; those are asked first that now are."""
        if not all(self.trials.reaches(variant.steps, tensor) for tensor in self.apart):
            return False
        for tensor in dict.fromkeys((*self.apart, *self.handed.complete)):
            if tensor not in self.program.writer or not self.trials.reaches(variant.steps, tensor):
                continue
            if not (yield from self.trials.follows(tensor, variant)):
                return False
        return True

    def _note(self, trials: Trials, variant: Variant, **what: Any) -> None:
        self.found.append(Explanation(trials, variant, **what))


@beside
def _wrong_steps(program: Program) -> dict[str, dict[str, Step]]:
    return {b: wrong_steps(program, [bugs[b]]) for b in fitting(program) if b not in CONVENTIONAL}


@kept(lambda steps: 1000 * len(steps or ()))
def _together(program: Program, names: tuple[str, ...]) -> dict[str, Step] | None:
    try:
        return wrong_steps(program, [bugs[name] for name in names])
    except InvalidExperiment:
        return None


@beside
def _straying(program: Program) -> frozenset[str]:
    """Bugs with a step that reads what the right one in its place does not."""
    right, every = program.writer, _wrong_steps(program).items()
    return frozenset(
        bug
        for bug, steps in every
        if any({*s.reads.values()} - {*right[w].reads.values()} for w, s in steps.items())
    )


def _possible(program: Program, names: tuple[str, ...]) -> bool:
    """Whether there is a program with these bugs: no step waits for itself."""
    try:
        with_bugs(program, names)
    except InvalidExperiment:
        return False
    return True
