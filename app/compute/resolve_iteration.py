"""Which iteration a request for a trace asks for."""

from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.compute_request import TraceRequest
from engine import Experiment, InvalidExperiment
from engine.experiment.batches import iteration_of


def iteration(
    request: TraceRequest, reader: RequestReader[TraceRequest], experiment: Experiment
) -> int:
    """The one that is named, or the one in its epoch that learns the example that is named.

    Raises Problem if there is no such example, or if the checkpoint lies behind its iteration.
    """
    near, example, start = request.iteration, request.example, request.checkpoint
    if example is None:
        return near
    try:
        found = iteration_of(experiment, example, near)
    except InvalidExperiment as error:
        raise reader.places.misfit(error) from None
    if start and start.iteration > found:
        detail = f"In this epoch iteration {found} learns the example; go on from there or before."
        place = "/checkpoint/iteration"
        fault = Fault(pointer=place, detail=detail, limit=found, nearest=found)
        raise Problem("invalid", f"At {place}: {detail}", [fault])
    return found
