"""Which surfaces a request asks for, settled before any is computed."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from pydantic_core import to_json

from app.compute import cost_model
from app.limits import Limits
from app.lru_cache import ByteLRU
from app.problems import Fault, Problem
from app.schemas.engine_values import key_of
from app.schemas.surface_request import InputAxis, ParameterAxis, SurfaceRequest
from engine import Experiment, Program
from engine.counted import counted
from engine.op import Array
from engine.run.answers import used_program


@dataclass(frozen=True, eq=False)
class Survey:
    """Which surfaces are computed, settled before it is done: the same for all moments of a run."""

    experiment: Experiment
    axes: list[InputAxis | ParameterAxis]
    points: list[Array]
    """Of each axis."""
    grid: Array
    """Coordinates of all points, shape (axes, points), the last axis of the surface fastest."""
    at: Array
    """An input in a row: what the axes leave out stays."""
    tensors: list[str]
    cells: int
    """Of all tensors, of one example."""

    @property
    def bytes(self) -> int:
        """Bytes that it takes, with its experiment's data and what is told of its cells, about."""
        of = self.experiment
        return 4096 + self.grid.nbytes + of.inputs.nbytes + of.targets.nbytes + 200 * self.cells

    def inputs(self, part: slice) -> Array:
        """The inputs that neurons answer to at some of the points, shape (points, …)."""
        grid = self.grid[:, part]
        found = np.empty((grid.shape[1], len(self.at)))
        found[...] = self.at
        for axis, coordinates in zip(self.axes, grid, strict=True):
            if isinstance(axis, InputAxis):
                found[:, axis.input] = coordinates
        return found.reshape(-1, *self.experiment.inputs.shape[1:])

    @cached_property
    def told(self) -> str:
        """The fields `axes` to `surfaces` of a SurfacesHeader, with gaps for the numbers' kind and
        the two ends of each cell.
        """
        tensors = used_program(self.experiment, 1).tensors
        each = [
            to_json({"tensor": name, "cell": cell}).decode()[:-1] + ',"low":%s,"high":%s}'
            for name in self.tensors
            for cell in np.ndindex(tensors[name].cells)
        ]
        axes = to_json([points.tolist() for points in self.points]).decode()
        return f'"axes":{axes},"numbers":"%s","surfaces":[{",".join(each)}]'


class Surveys:
    """Those that were asked for last: who watches a run asks for the same of each moment."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.known = limits, ByteLRU[Survey]()

    def settle(self, request: SurfaceRequest, experiment: Experiment) -> Survey:
        """The survey of a request; raises Problem where something does not fit or is too much."""
        axes = [list(vars(axis).items()) for axis in request.axes]
        key = experiment, key_of([axes, request.steps, request.at, request.tensors])
        found = self.known.get(key)
        if found is None:
            found = _settled(request, experiment)
            _check_size(found, self.limits)
            self.known.put(key, found, found.bytes)
        return found


def _settled(request: SurfaceRequest, experiment: Experiment) -> Survey:
    program = used_program(experiment, 1)
    kinds = {isinstance(axis, InputAxis) for axis in request.axes}
    if len(kinds) > 1:
        raise misfit("/axes/1", "Both axes must be inputs, or both parameters.")
    width = math.prod(experiment.inputs.shape[1:])
    for k, axis in enumerate(request.axes):
        if isinstance(axis, ParameterAxis):
            _check_cell(program, axis, f"/axes/{k}")
        elif axis.input >= width:
            raise misfit(f"/axes/{k}/input", "There are fewer inputs.", width - 1)
    at = request.at
    if at is not None and len(at) != width:
        raise misfit("/at", f"A list of {counted(width, 'number')} is needed.", width)
    made = {s.writes for s in program.steps if s.phase == "forward"}
    tensors = ["E"] if kinds == {False} else request.tensors or outputs(experiment)
    if kinds == {True} and not made.issuperset(tensors):
        k = next(k for k, name in enumerate(tensors) if name not in made)
        raise misfit(f"/tensors/{k}", "No step of the forward pass writes such a tensor.")
    tensors = list(dict.fromkeys(tensors))
    points = [np.linspace(axis.low, axis.high, request.steps) for axis in request.axes]
    cells = sum(math.prod(program.tensors[name].cells) for name in tensors)
    grid = np.array(np.meshgrid(*points, indexing="ij")).reshape(len(points), -1)
    row = experiment.inputs.reshape(-1, width).mean(axis=0) if at is None else np.array(at)
    return Survey(experiment, request.axes, points, grid, row, tensors, cells)


def outputs(experiment: Experiment) -> list[str]:
    """What each layer gives."""
    program, found, op = experiment.program(1), [], -1
    for layer in experiment.layers:
        op += len(layer.ops)
        found.append(program.roles[op][program.ops[op].output])
    return found


def _check_cell(program: Program, axis: ParameterAxis, pointer: str) -> None:
    if axis.parameter not in program.parameters:
        raise misfit(f"{pointer}/parameter", "There is no such parameter.")
    shape = program.tensors[axis.parameter].shape
    if len(axis.cell) != len(shape):
        raise misfit(f"{pointer}/cell", f"A list of {len(shape)} places is needed.", len(shape))
    for k, (place, size) in enumerate(zip(axis.cell, shape, strict=True)):
        if not 0 <= place < size:
            raise misfit(f"{pointer}/cell/{k}", "The parameter has no such cell.", size - 1)


def _check_size(of: Survey, limits: Limits) -> None:
    program = used_program(of.experiment, 1)
    points = of.grid.shape[1]
    if of.cells * points > limits.surface_values:
        raise _too_much("out-of-range", limits.surface_values // of.cells, len(of.points))
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


def misfit(pointer: str, detail: str, limit: Any = None) -> Problem:
    """The problem of a value that does not fit at a place; the limit is the nearest that does."""
    fault = Fault(pointer=pointer, detail=detail, limit=limit, nearest=limit)
    return Problem("invalid", f"At {pointer}: {detail}", [fault])
