"""What a run will be and what it costs, settled before it starts."""

import math
from dataclasses import dataclass
from typing import Any

from app import cost_model
from app.limits import Limits
from app.orders import Reader
from app.problems import Fault, Problem
from engine import Checkpoint, Experiment, InvalidExperiment
from engine.answers import used_program
from engine.classes import classes
from engine.dataref import Examples
from engine.evaluation import Evaluation
from engine.pausing import Pausing

PAUSE = 0.004
"""Forecast seconds of training between two pauses."""
PART = 0.001
"""Forecast seconds of a part of an evaluation."""
WATCHED = ("until", "every", "per_second", "growth", "values")
"""What a run asks of its order while it goes on."""


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
    order: dict[str, Any]


def plan(order: dict[str, Any], reader: Reader, limits: Limits) -> Pausing[Plan]:
    """The plan of an order, pausing often; raises Problem where a limit is passed."""
    experiment = reader.experiment(order)
    yield
    start = reader.start(order, experiment)
    until, test = order["until"], _test(order, experiment)
    if order["every"] is None and order["per_second"] is None:
        raise _fault("invalid", "/per_second", "This is needed where `every` is null.")
    if order["every"] is not None and order["growth"] is not None:
        raise _fault("invalid", "/growth", "This is there only where `every` is null.")
    if until["accuracy"] is not None and classes(experiment.targets) is None:
        raise _fault("invalid", "/until/accuracy", "These targets are no classes.")
    if order["values"] == "list" and len(start.values) > limits.list_values:
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
    look = sum(cost_model.seconds(watched, n) for n in data)
    held += sum(used_program(experiment, min(n, part)).size for n in data)
    each = once + (look / order["every"] if order["every"] else 0)
    most = start.iteration + int(limits.run_seconds / each)
    asked = {"iteration": until["iteration"], "epoch": until["epoch"]}
    ends = {k: n * (epoch if k == "epoch" else 1) for k, n in asked.items() if n is not None}
    last = min(ends.values(), default=most)
    if last > most:
        place = min(ends, key=lambda k: ends[k])
        nearest = most // (epoch if place == "epoch" else 1)
        detail = f"The work allowed for one run of this network ends at {place} {nearest}."
        raise _fault("too-much-work", f"/until/{place}", detail, nearest)
    watched_as = {name: order[name] for name in WATCHED}  # the rest would be held as it was posted
    pause = max(1, int(PAUSE / once))
    apart = math.ceil(look / once)
    return Plan(
        experiment, start, test, last, not ends, epoch, pause, part, apart, held, watched_as
    )


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
    once = cost_model.iteration(program)
    if once * 1000 > limits.iteration_milliseconds:
        nearest = cost_model.largest_batch(program, limits.iteration_milliseconds / 1000)
        detail = "One iteration takes too long for a run; use a smaller batch or network."
        raise _fault("too-much-work", "/experiment/batch", detail, max(nearest, 0) or None)
    return once, 3 * program.size


def evaluations(plan: Plan, reader: Reader) -> Pausing[list[Evaluation]]:
    """Of the training data and the test data, if there are any; raises Problem."""
    of, test = plan.experiment, plan.test
    found = [Evaluation(of, of.inputs, of.targets, plan.part)]
    yield
    if test:
        try:
            found.append(Evaluation(of, *test, plan.part))
        except InvalidExperiment as error:
            raise reader.places.misfit(error, "test") from None
    return found


def _test(order: dict[str, Any], experiment: Experiment) -> Examples | None:
    """The test data of an order, or what the data of its experiment hold out."""
    if order["test"]:
        return Examples(**order["test"])
    return experiment.data.held_out if experiment.data else None


def _fault(slug: str, pointer: str, detail: str, limit: Any = None, nearest: Any = None) -> Problem:
    """`nearest` is the limit unless it is something else."""
    fault = Fault(pointer=pointer, detail=detail, limit=limit, nearest=nearest or limit)
    return Problem(slug, f"At {pointer}: {detail}", [fault])
