"""An iteration gone through with a learner's own numbers: each step from what they have so far."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engine.explain.propagation import propagated
from engine.explain.submission import Submission
from engine.op import Array
from engine.pausing import Pausing
from engine.program.program import Program, Step, Tensor

ROUNDING = 1e-9
"""Of the largest number of a tensor: what float64 may be off in numbers typed with all digits."""


@dataclass(frozen=True, eq=False)
class OwnNumbers:
    """What each step makes of a learner's numbers, in the order of a trace."""

    computed: Array
    """By the rule, from their numbers, where they gave some."""
    off: Array
    """How far the number that goes on may be off: half a unit of a typed one."""
    values: Array
    """The numbers that go on: theirs, where they gave some."""
    apart: Array
    """Where theirs is further from it than all rounding allows."""


def follow(program: Program, start: Array, handed: Submission) -> Pausing[OwnNumbers]:
    """Go through the steps, with a pause behind each.

    `start` is the vector of a trace: what no step writes and nobody handed in is taken from it.
    """
    own = _begin(start, handed)
    for step in program.steps:
        _go(program, step, own, handed)
        yield
    return own


def follow_again(
    program: Program, handed: Submission, base: OwnNumbers, dirty: Iterable[str]
) -> Pausing[OwnNumbers | None]:
    """The same where the program or what was handed in differs in `dirty` tensors: only what
    follows from those is computed again. None where a number is apart, now or still."""
    changed = set(dirty)
    for step in program.steps:
        if not changed.isdisjoint(step.reads.values()):
            changed.add(step.writes)
    if any(t.view(base.apart).any() for n, t in program.tensors.items() if n not in changed):
        return None
    leading = set(handed.given)  # what decides comes first
    for step in reversed(program.steps):
        if step.writes in leading:
            leading.update(step.reads.values())
    own = OwnNumbers(*(getattr(base, name).copy() for name in OwnNumbers.__dataclass_fields__))
    for name in changed.difference(program.writer):
        _put(program.tensors[name], own, handed)
    for step in sorted(program.steps, key=lambda s: s.writes not in leading):
        if step.writes in changed:
            _go(program, step, own, handed)
            if program.tensors[step.writes].view(own.apart).any():
                return None
            yield
    return own


def _put(t: Tensor, own: OwnNumbers, handed: Submission) -> None:
    """What no step writes, as it was handed in."""
    typed, within, known = (t.view(v) for v in (handed.values, handed.within, own.computed))
    given = ~np.isnan(typed)
    t.view(own.values)[...] = np.where(given, typed, known)
    t.view(own.off)[...] = np.where(given, within, 0.0)
    t.view(own.apart)[...] = given & (np.abs(typed - known) > within + ROUNDING * np.abs(known))


def _begin(start: Array, handed: Submission) -> OwnNumbers:
    given = ~np.isnan(handed.values)
    values = np.where(given, handed.values, start)
    off = np.where(given, handed.within, 0.0)
    apart = given & (np.abs(values - start) > handed.within + ROUNDING * np.abs(start))
    return OwnNumbers(start.copy(), off, values, apart)


@np.errstate(all="ignore")
def _go(program: Program, step: Step, own: OwnNumbers, handed: Submission) -> None:
    t = program.tensors[step.writes]
    read = [program.tensors[name] for name in step.reads.values()]
    reads = [r.view(own.values) for r in read]
    out = np.empty(t.shape)
    step.method(out, *reads)
    t.view(own.computed)[...] = out
    close = ROUNDING * np.abs(out).max(initial=0.0)
    whole = step.writes in handed.whole
    typed, within = t.view(handed.values), t.view(handed.within)
    if whole and (np.abs(typed - out) <= within + close).all():  # however far off its reads are
        off = within
        t.view(own.apart)[...] = False
    else:
        op = program.ops[step.op]
        off = propagated(step, op, out, reads, [r.view(own.off) for r in read])
        given = ~np.isnan(typed)
        room = off + close + np.where(given, within, 0.0)
        t.view(own.apart)[...] = given & ~(np.abs(typed - out) <= room)
        out, off = np.where(given, typed, out), np.where(given, within, off)
    t.view(own.values)[...] = typed if whole else out
    t.view(own.off)[...] = off
