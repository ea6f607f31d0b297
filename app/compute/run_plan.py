"""What a run will be and what it costs, settled before it starts."""

import math
from dataclasses import dataclass
from typing import Any

from app.compute import cost_model
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.run_request import RunRequest, Until
from engine import Checkpoint, Experiment, InvalidExperiment
from engine.data.classes import classes
from engine.data.dataref import Examples
from engine.pausing import Pausing
from engine.run.answers import sharing, used_program
from engine.run.evaluation import Evaluation

PAUSE = 0.002
"""Forecast seconds of training between two pauses."""
PART = 0.0005
"""Forecast seconds of a part of an evaluation."""


@dataclass(frozen=True)
class Watch:
    """What a run still reads of its request while it goes on: the rest would be held in memory."""

    until: Until
    every: int | None
    per_second: float | None
    growth: float | None
    values: str


@dataclass(frozen=True)
class Plan:
    """A run: from where, until when, and how it is watched."""

    experiment: Experiment
    start: Checkpoint
    test: Examples | None
    """What it does not learn and is scored on."""
    last: int
    """Iterations done when it ends."""
    limited: bool
    """Whether that is the server's end, not the client's."""
    epoch: int
    """Iterations of an epoch."""
    pause: int
    """Iterations between two pauses."""
    part: int
    """Examples of an evaluation between two pauses."""
    apart: int
    """Iterations that take as long as what a frame is scored on."""
    held: int
    """Numbers that it holds in memory."""
    watch: Watch


def plan(request: RunRequest, reader: RequestReader[RunRequest], limits: Limits) -> Pausing[Plan]:
    """The plan of a request, pausing often; raises Problem where a limit is passed."""
    experiment = reader.experiment(request)
    yield
    start = reader.start(request, experiment)
    until, test = request.until, _test(request, experiment)
    if request.every is None and request.per_second is None:
        raise _fault("invalid", "/per_second", "This is needed where `every` is null.")
    if request.every is not None and request.growth is not None:
        raise _fault("invalid", "/growth", "This is there only where `every` is null.")
    if until.accuracy is not None and classes(experiment.targets) is None:
        raise _fault("invalid", "/until/accuracy", "These targets are no classes.")
    if request.values == "list" and len(start.values) > limits.list_values:
        detail = f"More than {limits.list_values} numbers are told in base64."
        raise _fault("out-of-range", "/values", detail, limits.list_values, "base64")
    count = len(experiment.inputs)
    epoch = experiment.batches.per_epoch
    yield
    once, held = cost(experiment, experiment.batches.largest, limits)
    yield
    watched = used_program(experiment, 1)
    part = cost_model.examples_in(watched, PART)
    data = [count] + ([len(test.inputs)] if test else [])
    look = sum(cost_model.score(watched, n) for n in data)
    held += sum(used_program(experiment, min(n, part)).size for n in data)
    each = once + (look / request.every if request.every else 0)
    most = start.iteration + int(limits.run_seconds / each)
    asked = {"iteration": until.iteration, "epoch": until.epoch}
    ends = {k: n * (epoch if k == "epoch" else 1) for k, n in asked.items() if n is not None}
    last = min(ends.values(), default=most)
    if last > most:
        place = min(ends, key=lambda k: ends[k])
        nearest = most // (epoch if place == "epoch" else 1)
        detail = f"The work allowed for one run of this network ends at {place} {nearest}."
        raise _fault("too-much-work", f"/until/{place}", detail, nearest)
    watch = Watch(until, request.every, request.per_second, request.growth, request.values)
    pause = max(1, int(PAUSE / once))
    apart = math.ceil(look / once)
    return Plan(experiment, start, test, last, not ends, epoch, pause, part, apart, held, watch)


def cost(experiment: Experiment, batch: int, limits: Limits) -> tuple[float, int]:
    """Forecast seconds of an iteration and the numbers it holds; raises Problem if too many."""
    program = experiment.program(batch)
    parameters = sum(program.tensors[n].size for n in program.parameters)
    width = math.prod(experiment.inputs.shape[1:])
    for pointer, size, limit, of_what in (
        ("/experiment/layers", parameters, limits.parameters, "parameters"),
        ("/experiment/inputs", width, limits.width, "values in an input"),
    ):
        if size > limit:
            detail = f"A run may have at most {limit} {of_what}."
            raise _fault("out-of-range", pointer, detail, limit)
    if program.size > limits.trace_values:
        one, two = (experiment.program(n).size for n in (1, 2))
        nearest = (limits.trace_values - one) // (two - one) + 1
        detail = f"An iteration may have at most {limits.trace_values} values."
        raise _fault("out-of-range", "/experiment/batch", detail, max(nearest, 0) or None)
    once = cost_model.iteration(program, cost_model.FUSED)
    if once * 1000 > limits.iteration_milliseconds:
        nearest = cost_model.largest_batch(program, limits.iteration_milliseconds / 1000)
        detail = "One iteration takes too long for a run; use a smaller batch or network."
        raise _fault("too-much-work", "/experiment/batch", detail, max(nearest, 0) or None)
    return once, 3 * program.size


def evaluations(plan: Plan, reader: RequestReader[RunRequest]) -> Pausing[list[Evaluation]]:
    """Of the training data and the test data, if there are any; raises Problem."""
    of, test = plan.experiment, plan.test
    yield from sharing(of, len(of.inputs), plan.part)
    found = [Evaluation(of, of.inputs, of.targets, plan.part)]
    yield
    if test:
        try:
            found.append(Evaluation(of, *test, plan.part))
        except InvalidExperiment as error:
            raise reader.places.misfit(error, "test") from None
    return found


def _test(request: RunRequest, experiment: Experiment) -> Examples | None:
    """The test data of a request, or what the data of its experiment hold out."""
    if request.test:
        return Examples(request.test.inputs, request.test.targets)  # type: ignore[arg-type]
    return experiment.data.held_out if experiment.data else None


def _fault(slug: str, pointer: str, detail: str, limit: Any = None, nearest: Any = None) -> Problem:
    """`nearest` is the limit unless it is something else."""
    fault = Fault(pointer=pointer, detail=detail, limit=limit, nearest=nearest or limit)
    return Problem(slug, f"At {pointer}: {detail}", [fault])
