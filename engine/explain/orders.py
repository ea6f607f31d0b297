"""Conventions of order: are the numbers of a submission right if they stand in other places?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.explain.conventions import ROWS, Convention, of_order
from engine.explain.handed_in import Submission, Typed
from engine.explain.own_numbers import OwnNumbers, as_given, tolerance
from engine.explain.trials import Trials, Variant
from engine.pausing import Pausing
from engine.program.program import Program


@dataclass(frozen=True, eq=False)
class Ordered:
    """A convention under which nothing is wrong, and what the steps make of the numbers then."""

    convention: Convention
    trials: Trials = field(repr=False)


def orders(
    program: Program, handed: Submission, base: Mapping[str, OwnNumbers], apart: Iterable[str]
) -> Pausing[list[Ordered]]:
    """All that fit, with pauses. `base` is how the submission looks without any, `apart` are the
    tensors with numbers that do not follow then."""
    found = []
    first = _untouched(program, handed)
    for convention in of_order(program):
        if handed.turned and convention.names == (ROWS,):
            continue
        given = [name for name in convention.moved if name in handed.complete]
        clean = ((base[name], handed.typed(name)) for name in given if name in first)
        own, typed = next(clean, (None, None))
        if not given or (own and typed and not _near(own, typed, convention)):
            continue
        changed = _following(program, given)
        if not changed.issuperset(apart):
            continue
        by_name = ((name, handed.typed(name)) for name in given)
        moved = {name: t.moved(convention.own) for name, t in by_name if t}
        trials = yield from _right(program, handed, base, moved, changed)
        if trials:
            found.append(Ordered(convention, trials))
    return found


def _untouched(program: Program, handed: Submission) -> set[str]:
    """What is given and follows from nothing that is given."""
    touched, found = set(handed.complete), set(handed.complete).difference(program.writer)
    for step in program.steps:
        if step.writes in handed.complete and touched.isdisjoint(step.reads.values()):
            found.add(step.writes)
        elif not touched.isdisjoint(step.reads.values()):
            touched.add(step.writes)
    return found


def _near(own: OwnNumbers, typed: Typed, convention: Convention) -> bool:
    """Whether numbers that stand in other places are those that were computed, but for rounding."""
    moved = typed.moved(convention.own)
    return not (np.abs(moved.values - own.computed) > moved.within + tolerance(own.computed)).any()


def _right(
    program: Program, handed: Submission, base: Mapping[str, OwnNumbers],
    moved: Mapping[str, Typed], changed: set[str],
) -> Pausing[Trials | None]:  # fmt: skip
    known = {name: own for name, own in base.items() if name not in changed}
    for name in changed.difference(program.writer):
        known[name] = as_given(base[name].computed, moved[name])
        if known[name].apart is not None:
            return None
    trials = Trials(program, handed.with_moved(moved), known)
    plain = Variant({})
    for name in handed.complete:
        written = name in changed and name in program.writer
        if written and not (yield from trials.follows(name, plain)):
            return None
    return trials


def _following(program: Program, given: Iterable[str]) -> set[str]:
    """These tensors and all that follow from them."""
    found = set(given)
    for step in program.steps:
        if not found.isdisjoint(step.reads.values()):
            found.add(step.writes)
    return found
