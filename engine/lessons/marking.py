"""Marking: what somebody answered against the truth and every known misconception."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.lessons.scene import Scene
from engine.lessons.task import Number, Pick, Rule
from engine.lessons.written import read_number, written

LEAST = 2
"""Digits that a typed number needs, unless it is exact."""
EXACT = 12
"""Digits in which it has to agree to be that: the last ones are float64's."""


@dataclass(frozen=True)
class Mark:
    """`answers` names all that it fits: `right`, or misconceptions; none where it is unknown."""

    right: bool
    answers: tuple[str, ...]
    truth: str
    """The right answer in words: a number as it is written, or names."""
    coarse: bool = False
    """It fits the truth, but has too few digits to tell."""
    bug: str | None = None
    """The bug that plays this answer on, where there is one."""


class Unreadable(ValueError):
    """The answer is none of those that can be given."""


def mark(task: Number | Pick | Rule, scene: Scene, given: Sequence[str]) -> Mark:
    """Mark an answer: one text for a number or a pick, one for each slot of a rule.

    A name among the answers of a Number is a choice, else it is read as a number. Raises
    Unreadable.
    """
    if isinstance(task, Rule):
        if len(given) != len(task.slots) or any(
            g not in s for g, s in zip(given, task.slots, strict=True)
        ):
            raise Unreadable("one chip for each place of the sentence is needed")
        right = tuple(given) == task.right
        return Mark(right, ("right",) if right else (), " ".join(task.right))
    if len(given) != 1:
        raise Unreadable("one answer is needed")
    if isinstance(task, Pick):
        if given[0] not in task.options:
            raise Unreadable(f"one of {', '.join(task.options)} is needed")
        truth = task.truth(scene)
        return Mark(given[0] == truth, (given[0],), truth)
    return _number(task, scene, given[0])


def _number(task: Number, scene: Scene, given: str) -> Mark:
    answers = task.answers(scene)
    truth = written(answers["right"], task.digits)
    if given in answers:
        return Mark(given == "right", (given,), truth, bug=task.bug(given))
    typed = read_number(given)
    if typed is None:
        raise Unreadable("a number is needed")
    fitting = tuple(name for name, value in answers.items() if _rounds_to(value, typed))
    exact = tuple(name for name in fitting if _is(answers[name], typed))
    enough = _digits(typed) >= LEAST or "right" in exact
    if "right" in fitting and (enough or not exact):
        return Mark(enough, ("right",), truth, coarse=not enough)
    fitting = exact if "right" in fitting else fitting
    return Mark(False, fitting, truth, bug=task.bug(fitting[0]) if fitting else None)


def _rounds_to(value: float, typed: Decimal) -> bool:
    """Whether a value rounds to what was typed, at the digits that were typed."""
    half = Decimal(5).scaleb(int(typed.as_tuple().exponent) - 1)
    return abs(Decimal(value) - typed) <= half * (1 + Decimal("1e-9"))


def _is(value: float, typed: Decimal) -> bool:
    """Whether a value is what was typed, and does not only round to it."""
    return Decimal(f"{value:.{EXACT}g}") == typed


def _digits(typed: Decimal) -> int:
    return len(typed.as_tuple().digits) if typed else 1
