"""An iteration gone through with a learner's own numbers: each step from what they have so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from engine.explain.propagation import propagated
from engine.explain.submission import Carried, Submission, Typed
from engine.op import Array
from engine.pausing import Pausing
from engine.program.program import Program, Step

ROUNDING = 1e-9
"""Of the largest number of a tensor: what float64 may be off in numbers typed with all digits."""


@dataclass(frozen=True, eq=False)
class OwnNumbers:
    """What a step makes of a learner's numbers."""

    computed: Array
    """By the rule, from their numbers, where they gave some."""
    carried: Carried
    """The numbers that go on: theirs, where they gave some."""
    apart: Array | None = None
    """Where theirs is further from it than all rounding allows; None: nowhere."""


def follow(program: Program, start: Array, handed: Submission) -> Pausing[dict[str, OwnNumbers]]:
    """Go through the steps, with a pause behind each.

    `start` is the vector of a trace: what no step writes and nobody handed in is taken from it.
    """
    own = {
        name: as_given(t.view(start), handed.typed.get(name))
        for name, t in program.tensors.items()
        if name not in program.writer
    }
    for step in program.steps:
        reads = [own[name].carried for name in step.reads.values()]
        own[step.writes] = follow_step(program, step, reads, handed.typed.get(step.writes))
        yield
    return own


def as_given(known: Array, typed: Typed | None) -> OwnNumbers:
    """What no step writes."""
    if typed is None:
        return OwnNumbers(known, Carried(known))
    with np.errstate(invalid="ignore"):
        apart = np.abs(typed.values - known) > typed.within + ROUNDING * np.abs(known)
    return OwnNumbers(known, _merged(typed, known, 0.0), apart if apart.any() else None)


def tolerance(computed: Array) -> float:
    """What float64 may be off in numbers of a tensor."""
    return ROUNDING * float(np.abs(computed).max(initial=0.0))


@np.errstate(all="ignore")
def follow_step(
    program: Program, step: Step, reads: Sequence[Carried], typed: Typed | None
) -> OwnNumbers:
    """What a step makes of these numbers, beside those that were given of what it writes."""
    out = np.empty(program.tensors[step.writes].shape)
    step.method(out, *[read.values for read in reads])
    inherited = Carried(out, partial(propagated, program, step, out, reads))
    if typed is None:
        return OwnNumbers(out, inherited)
    close = tolerance(out)
    distance = np.abs(typed.values - out)
    if typed.whole and (distance <= typed.within + close).all():
        return OwnNumbers(out, typed.whole)  # however far off its reads are
    off = 0.0 if inherited.off is None else inherited.off
    apart = typed.given & ~(distance <= off + close + typed.within)
    return OwnNumbers(out, _merged(typed, out, off), apart if apart.any() else None)


def _merged(typed: Typed, known: Array, off: Array | float) -> Carried:
    """Numbers as they were given, and what is known where none was."""
    within = np.where(typed.given, typed.within, off)
    return typed.whole or Carried(np.where(typed.given, typed.values, known), lambda: within)
