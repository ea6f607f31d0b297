"""Conventions of order: are the numbers of a submission right if they stand in other places?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from engine.explain.conventions import ROWS, Convention, of_order
from engine.explain.handed_in import Submission, Typed
from engine.explain.own_numbers import OwnNumbers, as_given
from engine.explain.propagation import tolerance
from engine.explain.trials import Trials, Variant
from engine.kept import kept
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
    for order in _possible(program, frozenset(handed.complete)):
        convention, changed, first = order.convention, order.changed, order.first
        if not changed.issuperset(apart) or (handed.turned and convention.names == (ROWS,)):
            continue
        typed = handed.typed(first) if first else None
        if first and typed and not _near(base[first], typed, convention):
            continue
        by_name = ((name, handed.typed(name)) for name in order.given)
        moved = {name: t.moved(convention.own) for name, t in by_name if t}
        trials = yield from _right(program, handed, base, moved, changed)
        if trials:
            found.append(Ordered(convention, trials))
    return found


class _Possible(NamedTuple):
    """A convention of order, where these tensors are given."""

    convention: Convention
    given: list[str]
    """Those of them that it moves."""
    first: str | None
    """One of those that follows from nothing that is given."""
    changed: set[str]
    """All that follows from those."""


@kept(lambda made: 4000 * (1 + len(made)))
def _possible(program: Program, names: frozenset[str]) -> list[_Possible]:
    found, untouched = [], _untouched(program, names)
    for convention in of_order(program):
        given = [name for name in convention.moved if name in names]
        if given:
            first = next((name for name in given if name in untouched), None)
            found.append(_Possible(convention, given, first, _following(program, given)))
    return found


def _untouched(program: Program, names: frozenset[str]) -> set[str]:
    """What is given and follows from nothing that is given."""
    touched, found = set(names), set(names).difference(program.writer)
    for step in program.steps:
        if step.writes in names and touched.isdisjoint(step.reads.values()):
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
