"""What a lesson asks. Each task is marked by the engine; no answer is typed in, each is computed.

A wrong answer is a misconception: the number that somebody with that rule would give. Most are
the truth's own cell computed with a bug; some are another cell, or a small expression of cells.
"""

from collections.abc import Callable
from dataclasses import dataclass

from engine.lessons.scene import Read, Scene
from engine.lessons.written import cleaned


@dataclass(frozen=True)
class Wrong:
    """A wrong answer with its own reply: the truth computed with `bug`, or what `read` gives."""

    name: str
    read: Read | None = None
    bug: str | None = None


@dataclass(frozen=True)
class Number:
    """A number is asked: typed, or with `choices` picked among all answers."""

    id: str
    truth: Read
    wrong: tuple[Wrong, ...]
    choices: bool = False
    digits: int = 3
    """Decimals with which the answers are written."""

    def answers(self, scene: Scene) -> dict[str, float]:
        """Every answer by its name; the right one is called `right`."""
        right = self.truth(scene)
        found = {"right": right}
        for wrong in self.wrong:
            number = (
                wrong.read(scene) if wrong.read else self.truth(scene.with_bug(wrong.bug or ""))
            )
            found[wrong.name] = cleaned(number, right)
        return found

    def bug(self, answer: str) -> str | None:
        """The bug that gives an answer, where it is one."""
        return next((w.bug for w in self.wrong if w.name == answer), None)


@dataclass(frozen=True)
class Pick:
    """One of a few named things is asked; which is right is computed."""

    id: str
    options: tuple[str, ...]
    truth: Callable[[Scene], str]


@dataclass(frozen=True)
class Condition:
    """Of a cell, or of its size over another cell's. `E+` is the loss after the update,
    `E_test` that on what was kept back, `iteration` how many there were before, `answer` what
    the network answers to an input that may be outside of its data."""

    tensor: str
    cell: tuple[int, ...] = ()
    over: str | None = None
    magnitude: bool = False
    at_least: float | None = None
    at_most: float | None = None
    asked: tuple[float, ...] | None = None
    """An input of which `answer` is what the network answers to it."""


@dataclass(frozen=True)
class Reach:
    """The learner brings the experiment itself to where conditions hold.

    `only` names the fields of the experiment that may be changed for it. With `trained` it is the
    run that has to get there.
    """

    id: str
    conditions: tuple[Condition, ...]
    only: tuple[str, ...]
    trained: bool = False


@dataclass(frozen=True)
class Rule:
    """One sentence put together from chips: each slot has several, and one in each is right."""

    id: str
    slots: tuple[tuple[str, ...], ...]
    right: tuple[str, ...]


Task = Number | Pick | Reach | Rule
