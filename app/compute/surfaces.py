"""Surfaces: what each neuron answers over one or two inputs, or the loss over parameters."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from app.compute import cost_model
from app.compute.run_plan import PART
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.surface_request import InputAxis, ParameterAxis, SurfaceRequest
from engine import Checkpoint, Experiment
from engine.pausing import Pausing
from engine.run.answers import shared, used_program
from engine.run.evaluation import Evaluation

Array = np.ndarray
Work = Pausing[Array]
TOP = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class Survey:
    """Which surfaces are computed, settled before it is done."""

    experiment: Experiment
    start: Checkpoint
    axes: list[InputAxis | ParameterAxis]
    points: list[Array]
    """Of each axis."""
    at: Array
    """An input in a row: what the axes leave out stays."""
    tensors: list[str]
    numbers: str


def survey(
    request: SurfaceRequest, reader: RequestReader[SurfaceRequest], limits: Limits
) -> Pausing[Survey]:
    """The survey of a request; raises Problem where something does not fit or is too much."""
    experiment = reader.experiment(request)
    yield
    start = reader.start(request, experiment)
    yield
    program = used_program(experiment, 1)
    kinds = {isinstance(axis, InputAxis) for axis in request.axes}
    if len(kinds) > 1:
        raise _misfit("/axes/1", "Both axes must be inputs, or both parameters.")
    width = math.prod(experiment.inputs.shape[1:])
    for k, axis in enumerate(request.axes):
        if isinstance(axis, ParameterAxis):
            _check_cell(program, axis, f"/axes/{k}")
        elif axis.input >= width:
            raise _misfit(f"/axes/{k}/input", "There are fewer inputs.", width - 1)
    at = request.at
    if at is not None and len(at) != width:
        raise _misfit("/at", f"A list of {width} numbers is needed.", width)
    made = {s.writes for s in program.steps if s.phase == "forward"}
    tensors = ["E"] if kinds == {False} else request.tensors or outputs(experiment)
    if kinds == {True} and not made.issuperset(tensors):
        k = next(k for k, name in enumerate(tensors) if name not in made)
        raise _misfit(f"/tensors/{k}", "No step of the forward pass writes such a tensor.")
    made_of = Survey(
        experiment, start, request.axes,
        [_points(repr(a.low), repr(a.high), request.steps) for a in request.axes],
        experiment.inputs.reshape(-1, width).mean(axis=0) if at is None else np.array(at),
        list(dict.fromkeys(tensors)), request.numbers,
    )  # fmt: skip
    _check_size(made_of, limits)
    return made_of


@dataclass(frozen=True)
class Surfaces:
    """Values of shape (cells, points), the last axis fastest, and the ends of each cell's."""

    values: Array
    low: Array
    high: Array


def compute(survey: Survey) -> Pausing[Surfaces]:
    """All surfaces, pausing often; raises Problem for a NaN."""
    found = yield from (_loss(survey) if survey.tensors == ["E"] else _neurons(survey))
    low, high = found.min(axis=1), found.max(axis=1)
    if np.isnan(low).any():
        detail = "With these values a number on the surface is not finite."
        raise _misfit("/checkpoint/values", detail)
    if low.min() < -TOP or high.max() > TOP:
        found, low, high = (np.clip(values, -TOP, TOP) for values in (found, low, high))
    return Surfaces(found, low, high)


@lru_cache(maxsize=256)
def _points(low: str, high: str, steps: int) -> Array:
    """The points of an axis, read-only: who watches a run asks for the same again and again.

    Its ends are texts, which tell 0 and −0 apart.
    """
    points = np.linspace(float(low), float(high), steps)
    points.flags.writeable = False
    return points


def outputs(experiment: Experiment) -> list[str]:
    """What each layer gives."""
    program, found, op = experiment.program(1), [], -1
    for layer in experiment.layers:
        op += len(layer.ops)
        found.append(program.roles[op][program.ops[op].output])
    return found


def _neurons(survey: Survey) -> Work:
    program = used_program(survey.experiment, 1)
    part = cost_model.examples_in(program, PART)
    columns = [axis.input for axis in survey.axes if isinstance(axis, InputAxis)]
    grid = [g.ravel() for g in np.meshgrid(*survey.points, indexing="ij", copy=False)]
    cells = sum(math.prod(program.tensors[name].cells) for name in survey.tensors)
    found = np.empty((cells, len(grid[0])))
    for begin in range(0, found.shape[1], part):
        to = found[:, begin : begin + part]
        answers = shared(survey.experiment, to.shape[1])
        inputs = np.empty((to.shape[1], len(survey.at)))
        inputs[...] = survey.at
        for column, coordinates in zip(columns, grid, strict=True):
            inputs[:, column] = coordinates[begin : begin + part]
        answers.ask(survey.start.values, inputs.reshape(answers["a0"].shape))
        rows = [answers[name].reshape(len(inputs), -1).T for name in survey.tensors]
        np.concatenate(rows, out=to)
        yield
    return found


def _loss(survey: Survey) -> Work:
    of, program = survey.experiment, survey.experiment.program(1)
    part = cost_model.examples_in(used_program(of, 1), PART)
    evaluation = Evaluation(of, of.inputs, of.targets, part)
    places = []
    for axis in (a for a in survey.axes if isinstance(a, ParameterAxis)):
        t = program.tensors[axis.parameter]
        places.append(t.offset - program.carried.start + _flat(axis.cell, t.shape))
    values = survey.start.values.copy()
    found = np.empty(tuple(map(len, survey.points)))
    for index in np.ndindex(found.shape):
        for place, points, k in zip(places, survey.points, index, strict=True):
            values[place] = points[k]
        score = yield from evaluation.scoring(values)
        found[index] = score.loss
    return found.reshape(1, -1)


def _flat(cell: list[int], shape: tuple[int, ...]) -> int:
    return int(np.ravel_multi_index(tuple(cell), shape))


def _check_cell(program: Any, axis: ParameterAxis, pointer: str) -> None:
    if axis.parameter not in program.parameters:
        raise _misfit(f"{pointer}/parameter", "There is no such parameter.")
    shape = program.tensors[axis.parameter].shape
    if len(axis.cell) != len(shape):
        raise _misfit(f"{pointer}/cell", f"A list of {len(shape)} places is needed.", len(shape))
    for k, (place, size) in enumerate(zip(axis.cell, shape, strict=True)):
        if not 0 <= place < size:
            raise _misfit(f"{pointer}/cell/{k}", "The parameter has no such cell.", size - 1)


def _check_size(of: Survey, limits: Limits) -> None:
    program = used_program(of.experiment, 1)
    points = math.prod(map(len, of.points))
    cells = sum(math.prod(program.tensors[name].cells) for name in of.tensors)
    if cells * points > limits.surface_values:
        raise _too_much("out-of-range", limits.surface_values // cells, len(of.points))
    examples = len(of.experiment.inputs) if of.tensors == ["E"] else 1
    once = cost_model.score(program, examples)
    if of.tensors != ["E"]:
        once -= cost_model.score(program, 0)
    if once * points > limits.surface_seconds:
        raise _too_much("too-much-work", int(limits.surface_seconds / once), len(of.points))


def _too_much(slug: str, points: int, axes: int) -> Problem:
    nearest = math.floor(points ** (1 / axes) + 1e-9)
    detail = "There are too many points for this network."
    fault = Fault(pointer="/steps", detail=detail, limit=nearest, nearest=nearest)
    return Problem(slug, f"At /steps: {detail}", [fault])


def _misfit(pointer: str, detail: str, limit: Any = None) -> Problem:
    fault = Fault(pointer=pointer, detail=detail, limit=limit, nearest=limit)
    return Problem("invalid", f"At {pointer}: {detail}", [fault])
