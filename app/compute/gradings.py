"""Gradings: settled before they are computed, computed, and told."""

import math
from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json

from app.compute import trace_limits
from app.compute.moment import diverged
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.grading_request import GradingRequest
from engine import Diverged, InvalidExperiment
from engine.explain.explanations import Explanation
from engine.explain.grading import VERDICTS, GradedCell, Grading, grading
from engine.pausing import Pausing

PASSES = 20
"""Times that an iteration is gone through for a grading, at most about: each rule some times on
moved numbers, and once more for each mistake from where it bites on."""
TOGETHER = 500
"""Cells that are written between two pauses."""


def graded(
    request: GradingRequest, reader: RequestReader[GradingRequest], limits: Limits
) -> Pausing[Grading]:
    """The grading of a request; raises Problem where something does not fit or is too much."""
    experiment = reader.experiment(request).right
    yield
    start = reader.checkpoint(request, experiment, request.iteration)
    width = math.prod(experiment.inputs.shape[1:])
    program = experiment.program(experiment.batches.largest)
    most = trace_limits.iterations(program, width, limits, binary=False) - PASSES
    if most < 1:
        place, detail = "/experiment", "A grading takes too long; use a smaller network or batch."
        fault = Fault(pointer=place, detail=detail)
        raise Problem("too-much-work", f"At {place}: {detail}", [fault])
    trace_limits.check_iteration(request.iteration, (start.iteration if start else 0) + most - 1)
    yield
    try:
        return (yield from grading(experiment, request.answers, request.iteration, start))
    except InvalidExperiment as error:
        raise reader.places.knowing(program.tensors).misfit(error) from None
    except Diverged as error:
        raise diverged(error) from None


def told(found: Grading) -> Pausing[bytes]:
    """A documents.Grading as JSON; cells come in their hundreds, and are written at once."""
    verdicts = [c.verdict for c in found.cells]
    first, writer = found.first_wrong, found.trace.program.writer
    head = {
        "hash": found.trace.experiment.hash,
        "iteration": found.trace.iteration,
        "batch": found.trace.program.batch,
        "verdict": found.verdict,
        "counts": {"given": len(verdicts), **{v: verdicts.count(v) for v in VERDICTS}},
        "first_wrong": None if first is None else {
            "tensor": first.tensor,
            "cell": first.cell,
            "step": writer[first.tensor].index if first.tensor in writer else None,
        },
        "explanations": [_explanation(found, e) for e in found.explanations],
        "decide": None if found.deciding is None else vars(found.deciding),
    }  # fmt: skip
    written = []
    for begin in range(0, len(found.cells), TOGETHER):
        part = _cells(found.cells[begin : begin + TOGETHER])
        written.append(to_json(part, inf_nan_mode="null")[1:-1])
        yield
    return b'%b,"cells":[%b]}' % (to_json(head, inf_nan_mode="null")[:-1], b",".join(written))


def _cells(some: Sequence[GradedCell]) -> list[dict[str, Any]]:
    return [  # written out, for that takes a third of the time
        {
            "tensor": tensor, "cell": cell, "given": given, "within": within,
            "expected": expected, "from_own": from_own, "verdict": verdict,
        }
        for tensor, cell, given, within, expected, from_own, verdict in some
    ]  # fmt: skip


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
