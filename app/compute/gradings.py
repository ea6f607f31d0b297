"""Gradings: settled before they are computed, computed, and told."""

import math
from typing import Any

import numpy as np
from pydantic_core import to_json

from app.compute import trace_limits
from app.compute.moment import diverged
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.parsing.strict_json import check_plain
from app.problems import Fault, Problem
from app.schemas.grading_request import GradingRequest
from app.schemas.serialize_grading import with_cells
from engine import Diverged, InvalidExperiment, Program
from engine.explain.explanations import Explanation
from engine.explain.graded import VERDICTS
from engine.explain.grading import Grading, grading
from engine.kept import beside
from engine.pausing import Pausing

PASSES = 40
"""Times that an iteration is gone through for a grading, at most about: each rule some times on
moved numbers, and once more for each mistake from where it bites on."""


def graded(
    request: GradingRequest, reader: RequestReader[GradingRequest], limits: Limits
) -> Pausing[Grading]:
    """The grading of a request; raises Problem where something does not fit or is too much."""
    experiment = reader.experiment(request).right
    yield
    start = reader.checkpoint(request, experiment, request.iteration)
    width = math.prod(experiment.inputs.shape[1:])
    program = experiment.program(experiment.batches.largest)
    most = _iterations(program, width, limits) - PASSES
    if most < 1:
        place, detail = "/experiment", "A grading takes too long; use a smaller network or batch."
        fault = Fault(pointer=place, detail=detail)
        raise Problem("too-much-work", f"At {place}: {detail}", [fault])
    trace_limits.check_iteration(request.iteration, (start.iteration if start else 0) + most - 1)
    yield
    try:
        return (yield from grading(experiment, request.answers, request.iteration, start))
    except InvalidExperiment as error:
        check_plain({"answers": request.answers}, reader.places.pointer)
        raise reader.places.knowing(program.tensors).misfit(error) from None
    except Diverged as error:
        raise diverged(error) from None


@beside
def _iterations(program: Program, width: int, limits: Limits) -> int:
    return trace_limits.iterations(program, width, limits, binary=False)


def told(found: Grading) -> Pausing[bytes]:
    """A documents.Grading as JSON."""
    first, writer = found.first_wrong, found.trace.program.writer
    counts = np.bincount(found.cells.verdicts, minlength=len(VERDICTS)).tolist()
    head = {
        "hash": found.trace.experiment.hash,
        "iteration": found.trace.iteration,
        "batch": found.trace.program.batch,
        "verdict": found.verdict,
        "counts": {"given": len(found.cells), **dict(zip(VERDICTS, counts, strict=True))},
        "first_wrong": None if first is None else {
            "tensor": first.tensor,
            "cell": first.cell,
            "step": writer[first.tensor].index if first.tensor in writer else None,
        },
        "explanations": [_explanation(found, e) for e in found.explanations],
        "decide": None if found.deciding is None else vars(found.deciding),
    }  # fmt: skip
    return (yield from with_cells(to_json(head, inf_nan_mode="null")[:-1], found.cells))


def _explanation(found: Grading, one: Explanation) -> dict[str, Any]:
    if one.convention:
        return {
            "kind": "convention",
            "conventions": one.convention.names,
            "keys": one.convention.keys,
            "order": one.convention.order,
        }
    step = found.trace.program.writer[one.tensor].index
    return {"kind": "bug", "bugs": one.bugs, "tensor": one.tensor, "step": step}
