"""An iteration gone through with a learner's own numbers: each step from what they have so far."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engine.explain.propagation import propagated
from engine.explain.submission import Submission
from engine.op import Array
from engine.program.program import Program

ROUNDING = 1e-9
"""Of the largest number of a tensor: what float64 may be off in numbers typed with all digits."""


@dataclass(frozen=True, eq=False)
class OwnNumbers:
    """What each step makes of a learner's numbers, in the order of a trace."""

    computed: Array
    """By the rule, from their numbers, where they gave some."""
    allowed: Array
    """How far a number that was rounded may be from it."""
    off: Array
    """How far the number that goes on may be off: half a unit of a typed one."""
    values: Array
    """The numbers that go on: theirs, where they gave some."""
    apart: Array
    """Where theirs is further from it than allowed."""


def follow(
    program: Program, start: Array, handed: Submission, base: OwnNumbers | None = None,
    dirty: Iterable[str] = (),
) -> OwnNumbers | None:  # fmt: skip
    """Go through the steps. With a `base`, of a program whose steps differ in `dirty` ones, only
    what follows from those is computed, and None is returned where a number does not fit.

    `start` is the vector of a trace: what no step writes is taken from it.
    """
    if base is None:
        own = _begin(start, handed)
    else:
        own = OwnNumbers(*(getattr(base, n).copy() for n in OwnNumbers.__dataclass_fields__))
    changed = set(dirty)
    with np.errstate(all="ignore"):
        for step in program.steps:
            t = program.tensors[step.writes]
            apart = t.view(own.apart)
            again = base is None or step.writes in changed or changed & {*step.reads.values()}
            if again:
                changed.add(step.writes)
                _step(program, step.index, own, handed)
            if base is not None and apart.any():
                return None
    return own


def _begin(start: Array, handed: Submission) -> OwnNumbers:
    given = ~np.isnan(handed.values)
    values = np.where(given, handed.values, start)
    off = np.where(given, handed.within, 0.0)
    apart = given & (np.abs(values - start) > handed.within + ROUNDING * np.abs(start))
    return OwnNumbers(start.copy(), off.copy(), off, values, apart)


def _step(program: Program, index: int, own: OwnNumbers, handed: Submission) -> None:
    step = program.steps[index]
    t = program.tensors[step.writes]
    read = [program.tensors[name] for name in step.reads.values()]
    reads = [r.view(own.values) for r in read]
    out = np.empty(t.shape)
    step.method(out, *reads)
    off = propagated(step, program.ops[step.op], out, reads, [r.view(own.off) for r in read])
    t.view(own.computed)[...] = out
    room = off + ROUNDING * np.abs(out).max(initial=0.0)
    if step.writes in handed.given:
        typed, within = t.view(handed.values), t.view(handed.within)
        given = ~np.isnan(typed)
        room = room + np.where(given, within, 0.0)
        t.view(own.apart)[...] = given & ~(np.abs(typed - out) <= room)
        out, off = np.where(given, typed, out), np.where(given, within, off)
    t.view(own.allowed)[...] = room
    t.view(own.values)[...], t.view(own.off)[...] = out, off
