"""A lesson: states, parts that each ask one thing before it can be seen, and the words' numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from engine import Experiment
from engine.lessons.scene import Read, Scene
from engine.lessons.task import Number, Task
from engine.lessons.written import significant

States = Callable[[np.random.Generator | None], Mapping[str, Experiment]]
TRIES = 500


@dataclass(frozen=True)
class Column:
    """A column of a table of cases: a cell of each case's state."""

    tensor: str
    cell: tuple[int, ...]
    digits: int = 3


@dataclass(frozen=True)
class Part:
    """One screen of a lesson: what stands there, from where on nothing is seen, what is asked."""

    id: str
    state: str
    tasks: tuple[Task, ...] = ()
    before: str | None = None
    """The tensor that is not seen until the tasks are answered, nor anything computed behind it;
    `next`: the next iteration is not."""
    moment: str | None = None
    """The tensor that has just landed where there is no gate; None: the end of the iteration."""
    example: int = 0
    faded: bool = False
    """Whether the tasks are the rows of a table that is given, half given and blank in turn."""
    again: bool = False
    """Whether its tasks can be asked again with fresh numbers."""
    cases: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    shows: Literal["ledger", "collapse", "curve", "paths", "pictures", "luck"] | None = None
    cell: tuple[str, tuple[int, ...]] | None = None
    """The number whose paths are shown."""
    twin: str | None = None
    """A state that is shown beside its own."""


@dataclass(frozen=True)
class Value:
    """A number that the words of a lesson name."""

    read: Read
    digits: int = 3


def constant(number: float, digits: int) -> Value:
    """A number that a lesson is made with."""
    return Value(lambda _: number, digits)


@dataclass(frozen=True)
class Lesson:
    """One file of this folder. `states` draws fresh numbers if it is given a generator."""

    id: str
    number: int
    minutes: int
    states: States
    parts: tuple[Part, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    runs: Mapping[str, int] = field(default_factory=dict)
    """Iteration of each state that is looked at beside its first."""

    def scene(self, seed: int = 0) -> Scene:
        """The states: those of the words for seed 0, else fresh ones whose answers all differ.

        Raises ValueError if none are found, which a test rules out.
        """
        if seed == 0:
            return Scene(self.states(None))
        rng = np.random.default_rng([self.number, seed])
        for _ in range(TRIES):
            scene = Scene(self.states(rng))
            if all(separable(task, scene) for task in self.numbers if self.again(task)):
                return scene
        raise ValueError(f"no fresh numbers for lesson {self.id} keep its answers apart")

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The tasks that ask for a number."""
        return tuple(t for p in self.parts for t in p.tasks if isinstance(t, Number))

    def task(self, id: str) -> Task:
        """The task of this name; raises KeyError."""
        return next((t for p in self.parts for t in p.tasks if t.id == id), None) or _none(id)

    def part_of(self, task: Task) -> Part:
        """The part that asks it."""
        return next(p for p in self.parts if task in p.tasks)

    def again(self, task: Task) -> bool:
        """Whether fresh numbers can be asked for."""
        return self.part_of(task).again


def separable(task: Number, scene: Scene) -> bool:
    """Whether all answers of a task differ when they are written with two digits."""
    values = [significant(v, 2) for v in task.answers(scene).values()]
    return len(set(values)) == len(values)


def _none(id: str) -> Task:
    raise KeyError(id)
