"""Exports: settled before they are made; and weights that come in again."""

import base64
from collections.abc import Sequence
from typing import Any

from app.compute.moment import diverged, misfit, planned
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.export_request import ExportRequest, WeightsRequest
from app.schemas.exports import StartingPoint, Weights
from app.words import words
from engine import Diverged, Experiment, Program
from engine.exchange import Cannot, File, Moment, targets
from engine.exchange.read_weights import BadWeights, weights
from engine.exchange.weight_fault import WeightFault, fault
from engine.pausing import Pausing
from engine.run.checkpoint import first
from engine.run.trace import tracing

SHOWN = 20
"""Faults of a file that are told."""


def made(
    request: ExportRequest, reader: RequestReader[ExportRequest], limits: Limits
) -> Pausing[File]:
    """The file of a request; raises Problem where something does not fit or is too much."""
    experiment, program = yield from planned(request, reader, limits)
    count = _numbers(request.target, experiment, program)
    if count > limits.export_values:
        detail = f"The file would hold {count} numbers; use fewer examples or a smaller network."
        raise misfit("/experiment", detail, limits.export_values, slug="out-of-range")
    begin = reader.checkpoint(request, experiment, request.iteration)
    try:
        done = yield from tracing(experiment, request.iteration, begin)
    except Diverged as error:
        raise diverged(error) from None
    moment = Moment(done, request.title, words(request.language))
    try:
        return (yield from targets[request.target].making(moment))
    except Cannot as error:
        raise misfit("/target", f"{error}.", list(targets), error.nearest) from None


def _numbers(target: str, experiment: Experiment, program: Program) -> int:
    """Numbers that the file holds."""
    if target == "csv":
        return program.size
    if targets[target].ending not in ("py", "ipynb"):
        return sum(program.tensors[name].size for name in program.parameters)
    carried = sum(program.tensors[n].size for n in (*program.parameters, *program.state))
    return experiment.inputs.size + experiment.targets.size + carried


def opened(
    request: WeightsRequest, reader: RequestReader[WeightsRequest], limits: Limits
) -> Pausing[Weights]:
    """The parameters in a file, for the network of a request; raises Problem with all misfits."""
    experiment = reader.experiment(request)
    yield
    try:
        data = base64.b64decode(request.file, validate=True)
    except ValueError:
        raise misfit("/file", "The file must be sent in base64.") from None
    yield
    try:
        found = weights(data, experiment)
    except BadWeights as error:
        raise _refused("invalid", error.faults) from None
    for name, values in found.items():
        most = float(abs(values).max(initial=0))
        if most > limits.magnitude:
            beyond = fault("range", ours=name, value=f"{most:g}", most=f"{limits.magnitude:g}")
            raise _refused("out-of-range", [beyond], limits.magnitude)
    yield
    checkpoint = first(experiment)
    values = checkpoint.values.copy()
    begin = 0
    for array in found.values():
        values[begin : begin + array.size] = array.ravel()
        begin += array.size
    few = begin <= limits.list_values
    listed: dict[str, Any] = {name: array.tolist() for name, array in found.items()}
    return Weights(
        parameters=listed if few else None,
        checkpoint=StartingPoint(
            iteration=0,
            values=base64.b64encode(values.astype("<f8").tobytes()).decode(),
        ),
        count=begin,
    )


def _refused(slug: str, faults: Sequence[WeightFault], limit: float | None = None) -> Problem:
    """The problem of a file of weights."""
    told = [
        Fault(
            pointer="/file", detail=f"{one}.", limit=limit, code=one.code, values=dict(one.values)
        )
        for one in faults[:SHOWN]
    ]
    return Problem(slug, f"At /file: {told[0].detail}", told)
