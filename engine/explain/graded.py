"""Numbers that were handed in beside the right ones, tensor by tensor, and what each of them is."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, compress
from typing import NamedTuple

import numpy as np

from engine.explain.own_numbers import ROUNDING, OwnNumbers
from engine.explain.submission import Cell, Submission
from engine.op import Array, Shape
from engine.run.iteration import Trace

VERDICTS = RIGHT, FOLLOWS, CONVENTION, WRONG = "right", "follows", "convention", "wrong"


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
class GradedTensor:
    """What a GradedCell has, of all numbers of a tensor that were handed in, in columns."""

    tensor: str
    shape: Shape
    places: Sequence[int]
    """Of its cells, counted through."""
    given: Sequence[float]
    within: Sequence[float]
    expected: Sequence[float]
    from_own: Sequence[float | None]
    verdicts: Sequence[str]

    @property
    def cells(self) -> Iterator[GradedCell]:
        """Cell by cell."""
        axes = [axis.tolist() for axis in np.unravel_index(self.places, self.shape or (1,))]
        cells = zip(*axes, strict=True) if self.shape else iter([()])
        columns = (self.given, self.within, self.expected, self.from_own, self.verdicts)
        for cell, *rest in zip(cells, *columns, strict=True):
            yield GradedCell(self.tensor, cell, *rest)

    def judged(self, own: OwnNumbers, *, follows: bool) -> "GradedTensor":
        """With a verdict for what is not the right number: wrong by its own rule, or it follows, or
        was but rounded before."""
        if "" not in self.verdicts:
            return self
        told = FOLLOWS if follows else RIGHT
        wrong = [False] * math.prod(self.shape) if own.apart is None else own.apart.ravel().tolist()
        pairs = zip(self.places, self.verdicts, strict=True)
        return replace(self, verdicts=[v or (WRONG if wrong[k] else told) for k, v in pairs])

    def under_convention(self) -> "GradedTensor":
        """The same where what looked wrong is but another convention."""
        told = [CONVENTION if v == WRONG else v for v in self.verdicts]
        return replace(self, verdicts=told)


def graded(
    true: Trace, handed: Submission, base: Mapping[str, OwnNumbers]
) -> tuple[list[GradedTensor], list[str]]:
    """Every number that was handed in, in the order of the steps, and the tensors with numbers
    that do not follow from what was handed in before."""
    program, found = true.program, list[GradedTensor]()
    apart, tainted, doubtful = list[str](), set[str](), set[str]()
    unwritten = [n for n in program.tensors if n not in program.writer]
    compared = _compared(true, handed, base)
    for name in unwritten + [s.writes for s in program.steps]:
        reads = program.writer[name].reads.values() if name in program.writer else ()
        follows, one = not tainted.isdisjoint(reads), compared.get(name)
        right = one is None or "" not in one.verdicts
        if not right or not doubtful.isdisjoint(reads):
            # Of numbers that are right, but for rounding, right ones follow: no need to look.
            doubtful.add(name)
            if base[name].apart is not None:
                apart.append(name)
        if one:
            found.append(one.judged(base[name], follows=follows))
        if follows or (one and WRONG in found[-1].verdicts):
            tainted.add(name)
    return found, apart


def _compared(
    true: Trace, handed: Submission, base: Mapping[str, OwnNumbers]
) -> dict[str, GradedTensor]:
    """All numbers beside the right ones at once: a verdict is RIGHT, or nothing yet."""
    names, typed = list(handed.typed), list(handed.typed.values())
    if not names:
        return {}
    given, within = _flat(t.values for t in typed), _flat(t.within for t in typed)
    right, computed = _flat(true[n] for n in names), _flat(base[n].computed for n in names)
    sizes = [t.values.size for t in typed]
    ends = list(accumulate(sizes))
    begins = [end - size for end, size in zip(ends, sizes, strict=True)]
    close = np.repeat(ROUNDING * np.maximum.reduceat(np.abs(right), begins), sizes)
    with np.errstate(invalid="ignore"):
        near = np.abs(given - right) <= within + close
        other = np.abs(computed - right) > close  # never where no step writes
    verdicts = np.array(("", RIGHT), object)[near.astype(int)].tolist()
    from_own = np.full(len(given), None, object)
    from_own[other] = computed[other]
    numbers = [part.tolist() for part in (given, within, right, from_own)]
    found = {}
    for name, t, begin, end in zip(names, typed, begins, ends, strict=True):
        columns = [part[begin:end] for part in (*numbers, verdicts)]
        places: Sequence[int] = range(end - begin)
        if not t.whole:
            mask = t.given.ravel().tolist()
            places, *columns = (list(compress(part, mask)) for part in (places, *columns))
        found[name] = GradedTensor(name, t.values.shape, places, *columns)
    return found


def _flat(parts: Iterable[Array]) -> Array:
    return np.concatenate([part.ravel() for part in parts])
