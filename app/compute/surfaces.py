"""Surfaces: what each neuron answers over one or two inputs, or the loss over parameters."""

from dataclasses import dataclass

import numpy as np

from app.compute import cost_model
from app.compute.run_plan import PART
from app.compute.surface_plan import Survey, misfit
from app.schemas.surface_request import ParameterAxis
from engine.op import Array
from engine.pausing import Pausing
from engine.run.answers import shared, used_program
from engine.run.evaluation import Evaluation

Work = Pausing[Array]
TOP = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class Surfaces:
    """Values of shape (cells, points), the last axis fastest, and the ends of each cell's."""

    values: Array
    low: Array
    high: Array


def compute(survey: Survey, values: Array) -> Pausing[Surfaces]:
    """All surfaces with the values of a checkpoint, pausing often; raises Problem for a NaN."""
    found = yield from (_loss if survey.tensors == ["E"] else _neurons)(survey, values)
    low, high = found.min(axis=1), found.max(axis=1)
    if not (low.min() >= -TOP and high.max() <= TOP):  # as it is with a NaN
        if np.isnan(low).any():
            detail = "With these values a number on the surface is not finite."
            raise misfit("/checkpoint/values", detail)
        found, low, high = (np.clip(numbers, -TOP, TOP) for numbers in (found, low, high))
    return Surfaces(found, low, high)


def _neurons(survey: Survey, values: Array) -> Work:
    part = cost_model.examples_in(used_program(survey.experiment, 1), PART)
    found = np.empty((survey.cells, survey.grid.shape[1]))
    for begin in range(0, found.shape[1], part):
        to = found[:, begin : begin + part]
        inputs = survey.inputs(slice(begin, begin + part))
        answers = shared(survey.experiment, len(inputs))
        answers.ask(values, inputs)
        rows = [answers[name].reshape(len(inputs), -1).T for name in survey.tensors]
        np.concatenate(rows, out=to)
        yield
    return found


def _loss(survey: Survey, values: Array) -> Work:
    of, program = survey.experiment, survey.experiment.program(1)
    part = cost_model.examples_in(used_program(of, 1), PART)
    evaluation = Evaluation(of, of.inputs, of.targets, part)
    places = []
    for axis in (a for a in survey.axes if isinstance(a, ParameterAxis)):
        t = program.tensors[axis.parameter]
        places.append(t.offset - program.carried.start + _flat(axis.cell, t.shape))
    moved = values.copy()
    found = np.empty(tuple(map(len, survey.points)))
    for index in np.ndindex(found.shape):
        for place, points, k in zip(places, survey.points, index, strict=True):
            moved[place] = points[k]
        score = yield from evaluation.scoring(moved)
        found[index] = score.loss
    return found.reshape(1, -1)


def _flat(cell: list[int], shape: tuple[int, ...]) -> int:
    return int(np.ravel_multi_index(tuple(cell), shape))
