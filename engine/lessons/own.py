"""A lesson of a teacher's own: questions about one iteration, marked like those of the course."""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from engine import Checkpoint, Experiment
from engine.lessons.lesson import Lesson, Part
from engine.lessons.scene import Cell, Scene
from engine.lessons.task import Condition, Number, Pick, Reach, Task, Wrong
from engine.lessons.written import cleaned, significant, written
from engine.op import Array
from engine.pausing import Pausing
from engine.run.trace import tracing

STATE = "here"
"""Name of the only state."""
SIGNS = ("positive", "negative", "zero")
CHANGED = ("parameters", "learning_rate")
"""Fields of the experiment that may be changed for a goal."""
PLACEHOLDER = re.compile(r"\{([A-Za-z]\w*'?(?:\.\d{1,4})*)\}")
"""A number that words name: `right`, a bug, or a cell such as W1.0.0."""
MOST_DECIMALS = 6
DIGITS = 2
"""Digits at which all answers of a question have to differ."""


@dataclass(frozen=True)
class Question:
    """What is asked of one cell, and the bugs whose numbers are recognised, or offered."""

    kind: Literal["number", "choice", "sign", "goal"]
    tensor: str
    cell: tuple[int, ...]
    bugs: tuple[str, ...] = ()
    before: str | None = None
    """From this tensor on nothing is seen; None: from the one that is asked for, and of a goal all
    is."""
    at_least: float | None = None
    at_most: float | None = None
    """Of a goal: where the number is to be brought."""

    @property
    def asked(self) -> Cell:
        """The number that it is about."""
        return Cell(STATE, self.tensor, self.cell)


def scene_of(experiment: Experiment, iteration: int = 0, start: Checkpoint | None = None) -> Scene:
    """One iteration of an experiment as the scene of a lesson."""
    return Scene({STATE: experiment}, iteration=iteration, start=start)


def preparing(scene: Scene, bugs: Iterable[str] = ()) -> Pausing[None]:
    """Compute the iteration, right and with each of the bugs, with pauses; raises Diverged."""
    for one in (scene, *map(scene.with_bug, bugs)):
        if (STATE, one.iteration) not in one.traces:
            found = yield from tracing(one.experiment(STATE), one.iteration, one.start)
            one.traces[STATE, one.iteration] = found
        yield


def own_lesson(
    id: str, minutes: int, scene: Scene, questions: Iterable[Question], *, again: bool
) -> Lesson:
    """The lesson: a part for each question, with as many decimals as its answers need."""
    parts = (_part(k, q, scene, again) for k, q in enumerate(questions, 1))
    return Lesson(id, 0, minutes, lambda _: scene.states, tuple(parts))


def _part(k: int, q: Question, scene: Scene, again: bool) -> Part:
    batched = scene[STATE].program.tensors[q.tensor].batched
    return Part(
        f"p{k}",
        STATE,
        (_task(f"q{k}", q, scene),),
        before=None if q.kind == "goal" else q.before or q.tensor,
        example=q.cell[0] if batched else 0,
        again=again and q.kind != "goal",
    )


def _task(id: str, q: Question, scene: Scene) -> Task:
    if q.kind == "goal":
        return Reach(id, (goal(q),), CHANGED)
    if q.kind == "sign":
        return Pick(id, SIGNS, lambda s: sign(q.asked(s)))
    wrong = tuple(Wrong(bug, bug=bug) for bug in q.bugs)
    digits = decimals(values(q, scene).values())
    return Number(id, q.asked, wrong, choices=q.kind == "choice", digits=digits)


def goal(q: Question) -> Condition:
    """What has to hold of the number."""
    return Condition(q.tensor, q.cell, at_least=q.at_least, at_most=q.at_most)


def values(q: Question, scene: Scene) -> dict[str, float]:
    """The right number, called `right`, and that of each bug by its name."""
    right = q.asked(scene)
    return {"right": right} | {bug: cleaned(q.asked(scene.with_bug(bug)), right) for bug in q.bugs}


def alike(numbers: Mapping[str, float]) -> tuple[str, str] | None:
    """Two names whose numbers are the same when they are written with two digits."""
    seen: dict[float, str] = {}
    for name, number in numbers.items():
        first = seen.setdefault(significant(number, DIGITS), name)
        if first != name:
            return first, name
    return None


def sign(number: float) -> str:
    """`positive`, `negative` or `zero`."""
    return SIGNS[0] if number > 0 else SIGNS[1] if number < 0 else SIGNS[2]


def decimals(numbers: Collection[float]) -> int:
    """Decimals that give the smallest of some numbers three digits, six at most."""
    least = min((abs(n) for n in numbers if n), default=1.0)
    return max(0, min(MOST_DECIMALS, 2 - math.floor(math.log10(least))))


def written_alone(number: float) -> str:
    """A number in words: with three digits, or fewer if they are all it has."""
    most = decimals([number])
    return written(number, next((d for d in range(most) if round(number, d) == number), most))


def fresh(scene: Scene, rng: np.random.Generator) -> Scene:
    """The same moment with other weights: each by half larger or smaller, of the same sign.

    What is frozen stays as it is, and so does the optimizer's state.
    """
    experiment = scene.states[STATE]
    if scene.start is None:
        drawn = {
            name: value if name in experiment.frozen else _moved(value, rng)
            for name, value in experiment.start.items()
        }
        return scene_of(replace(experiment, parameters=drawn), scene.iteration)
    program, vector = experiment.program(1), scene.start.values.copy()
    end = 0
    for name in program.parameters:
        begin, end = end, end + program.tensors[name].size
        if name not in experiment.frozen:
            vector[begin:end] = _moved(vector[begin:end], rng)
    return scene_of(experiment, scene.iteration, Checkpoint(scene.start.iteration, vector))


def _moved(values: Array, rng: np.random.Generator) -> Array:
    moved = values * rng.uniform(0.5, 1.5, values.shape)
    rounded = [significant(float(v), 2) for v in moved.ravel()]
    return np.array(rounded).reshape(values.shape)
