"""Gradings: settled before they are computed, computed, and told."""

import math

from app.compute import trace_limits
from app.compute.moment import diverged
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas import gradings as documents
from app.schemas.grading_request import GradingRequest
from engine import Diverged, InvalidExperiment
from engine.explain.explanations import Explanation
from engine.explain.grading import VERDICTS, Grading, grading
from engine.pausing import Pausing

PASSES = 20
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


def told(found: Grading) -> documents.Grading:
    """A grading as a document."""
    verdicts = [c.verdict for c in found.cells]
    first, writer = found.first_wrong, found.trace.program.writer
    return documents.Grading(
        hash=found.trace.experiment.hash,
        iteration=found.trace.iteration,
        batch=found.trace.program.batch,
        verdict=found.verdict,  # type: ignore[arg-type]
        counts=documents.GradingCounts(
            given=len(verdicts), **{v: verdicts.count(v) for v in VERDICTS}
        ),
        cells=[documents.GradedCell(**vars(c)) for c in found.cells],
        first_wrong=None
        if first is None
        else documents.FirstWrong(
            tensor=first.tensor,
            cell=first.cell,
            step=writer[first.tensor].index if first.tensor in writer else None,
        ),
        explanations=[_explanation(found, e) for e in found.explanations],
        decide=documents.Deciding(**vars(found.deciding)) if found.deciding else None,
    )


def _explanation(
    found: Grading, one: Explanation
) -> documents.BugExplanation | documents.ConventionExplanation:
    if one.convention:
        return documents.ConventionExplanation(
            kind="convention",
            conventions=one.convention.names,
            keys=one.convention.keys,
            order=one.convention.order,
        )
    step = found.trace.program.writer[one.tensor].index
    return documents.BugExplanation(kind="bug", bugs=one.bugs, tensor=one.tensor, step=step)
