"""What a lesson asks, gives as its answers, and wants reached."""

import math
from dataclasses import replace

import numpy as np

from engine import Experiment, Trace, trace
from engine.lessons import LESSONS
from engine.lessons.task import Condition, Reach
from engine.run.evaluation import Evaluation


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def answers(lesson: str, task: str) -> dict[str, float]:
    of = LESSONS[lesson]
    return of.task(task).answers(of.scene())  # type: ignore[union-attr]


def picked(lesson: str, task: str) -> str:
    of = LESSONS[lesson]
    return of.task(task).truth(of.scene())  # type: ignore[union-attr,return-value,arg-type]


def met(lesson: str, task: str, experiment: Experiment, iteration: int = 0) -> bool:
    """Whether all conditions of a goal hold, and nothing else was changed."""
    t = trace(experiment, iteration)
    goal = LESSONS[lesson].task(task)
    assert isinstance(goal, Reach)
    found = []
    for c in goal.conditions:
        value = measured(c, t)
        value = abs(value) if c.magnitude else value
        found.append((c.at_least is None or value >= c.at_least)
                     and (c.at_most is None or value <= c.at_most))  # fmt: skip
    return all(found)


def measured(c: Condition, t: Trace) -> float:
    experiment = t.experiment
    match c.tensor:
        case "E+":
            return float(trace(experiment, 1)["E"])
        case "iteration":
            return t.iteration
        case "E_test":
            kept = experiment.data.held_out  # type: ignore[union-attr]
            start = trace(experiment, t.iteration - 1).checkpoint
            return Evaluation(experiment, *kept)(start.values).loss  # type: ignore[misc]
    return float(t[c.tensor][c.cell])


def begun(lesson: str, task: str) -> Experiment:
    of = LESSONS[lesson]
    return of.scene().states[of.part_of(of.task(task)).state]


def changed(experiment: Experiment, name: str, cell: tuple[int, ...], value: float) -> Experiment:
    given = {n: np.array(v) for n, v in experiment.start.items()}
    given[name][cell] = value
    return replace(experiment, parameters=given)
