"""Answers: what the network gives for data, and how good that is."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.compute import cost_model
from app.compute.run_plan import PART
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.answer_request import AnswerRequest
from engine import Checkpoint, Experiment, InvalidExperiment, Program
from engine.data.classes import classes
from engine.pausing import Pausing
from engine.run.answers import Answers, Questions, output, used_program
from engine.run.evaluation import Evaluation, Score
from engine.validation.validate import numbers

Array = np.ndarray


@dataclass(frozen=True)
class Asked:
    """What is asked of a network, settled before it is computed."""

    experiment: Experiment
    start: Checkpoint
    questions: Questions
    evaluation: Evaluation | None
    """Of the same data, where targets are known."""
    tensors: list[str]
    program: Program
    """Of one example."""


@dataclass
class Answered:
    """Each tensor by name, shape (examples, …), and where targets are known how good it is."""

    values: dict[str, Array] = field(default_factory=dict)
    score: Score | None = None
    confusion: Array | None = None


def ask(
    request: AnswerRequest, reader: RequestReader[AnswerRequest], limits: Limits
) -> Pausing[Asked]:
    """What a request asks; raises Problem where something does not fit or is too much."""
    experiment = reader.experiment(request)
    yield
    start = reader.start(request, experiment)
    yield
    program = used_program(experiment, 1)
    inputs, targets = _data(request, experiment)
    made = {s.writes for s in program.steps if s.phase == "forward"}
    tensors = list(dict.fromkeys(request.tensors or [output(program)]))
    if not made.issuperset(tensors):
        k = next(k for k, name in enumerate(tensors) if name not in made)
        raise _misfit(f"/tensors/{k}", "No step of the forward pass writes such a tensor.")
    told = [] if request.values == "none" else tensors
    place = "/experiment" if request.inputs is None else "/inputs"
    _check_size(program, len(inputs), told, place, limits)
    part = cost_model.examples_in(program, PART)
    try:
        if targets is None:
            questions, evaluation = Questions(experiment, numbers("/inputs", inputs), part), None
        else:
            evaluation = Evaluation(experiment, inputs, targets, part)
            questions = evaluation.questions
    except InvalidExperiment as error:
        raise reader.places.misfit(error) from None
    return Asked(experiment, start, questions, evaluation, tensors, program)


def compute(asked: Asked, *, values: bool) -> Pausing[Answered]:
    """The answers, with or without their values, pausing often; raises Problem for a NaN."""
    count, program = len(asked.questions.inputs), asked.program
    found = Answered()
    if values:
        shapes = {name: program.tensors[name].cells for name in asked.tensors}
        found.values = {name: np.empty((count, *shape)) for name, shape in shapes.items()}
    read, last = classes(asked.experiment.targets), output(program)
    said = np.empty(count, np.intp)

    def see(part: slice, now: Answers) -> None:
        for name, kept in found.values.items():
            kept[part] = now[name]
        if read:
            said[part] = read(now[last])

    if asked.evaluation:
        found.score = yield from asked.evaluation.scoring(asked.start.values, see)
        if read:
            found.confusion = read.confusion(read(asked.evaluation.targets), said)
    else:
        for part, now in asked.questions.ask(asked.start.values):
            see(part, now)
            yield
    if not all(np.isfinite(kept).all() for kept in found.values.values()):
        raise _misfit("/checkpoint/values", "With these values an answer is not finite.")
    return found


def _data(request: AnswerRequest, experiment: Experiment) -> tuple[Any, Any]:
    """Inputs, and targets where they are known."""
    inputs, targets, part = (request.inputs, request.targets, request.part)
    if inputs is not None:
        if part != "training":
            raise _misfit("/part", "Inputs are given; the experiment's own are not asked.")
        return inputs, targets
    if targets is not None:
        raise _misfit("/targets", "Targets are for inputs that are given beside them.")
    if part == "training":
        return experiment.inputs, experiment.targets
    held_out = experiment.data and experiment.data.held_out
    if not held_out:
        raise _misfit("/part", "This experiment names no data that hold any out.")
    return held_out


def _check_size(program: Program, count: int, told: list[str], place: str, limits: Limits) -> None:
    cells = sum(math.prod(program.tensors[name].cells) for name in told)
    none, one = (cost_model.score(program, n) for n in (0, 1))
    in_time = max(math.floor((limits.answer_seconds - none) / (one - none)), 0)
    room = limits.answer_values // cells if cells else count
    for slug, most in (("out-of-range", room), ("too-much-work", in_time)):
        if count > most:
            detail = f"This network answers to at most {most} examples at once."
            fault = Fault(pointer=place, detail=detail, limit=most, nearest=most or None)
            raise Problem(slug, f"At {place}: {detail}", [fault])


def _misfit(pointer: str, detail: str) -> Problem:
    return Problem("invalid", f"At {pointer}: {detail}", [Fault(pointer=pointer, detail=detail)])
