"""The iteration that a request for a trace asks for: which, from where, with which own number."""

import math

import numpy as np

from app.compute import trace_limits
from app.compute.moment import check_named, check_place, misfit
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.compute_request import ReplacedModel, TraceRequest
from engine import Experiment, InvalidExperiment, Program, Trace
from engine.experiment.batches import iteration_of
from engine.kept import beside
from engine.pausing import Pausing
from engine.run.iteration import Replaced
from engine.run.replaced import replacing
from engine.run.trace import tracing


class RequestedTraces:
    """Computes them, within the limits."""

    def __init__(self, reader: RequestReader[TraceRequest], limits: Limits) -> None:
        self.reader = reader

        @beside
        def allowed(program: Program, width: int, binary: bool) -> int:
            return trace_limits.iterations(program, width, limits, binary=binary)

        self.allowed = allowed

    def trace(self, request: TraceRequest, *, binary: bool) -> Pausing[Trace]:
        """The iteration; `binary` says whether it is written as raw numbers.

        Raises Diverged, and Problem where it is not to be had or would take too long.
        """
        experiment = self.reader.experiment(request)
        yield
        iteration, start, begin = request.iteration, None, 0
        if request.example is not None:
            iteration = self._learning(request.example, request, experiment)
        if request.checkpoint:
            start = self.reader.checkpoint(request, experiment, iteration)
            begin = request.checkpoint.iteration
        width = math.prod(experiment.inputs.shape[1:])
        most = self.allowed(experiment.program(experiment.batches.largest), width, binary)
        if request.replaced:
            most = max(most - 1, 1)  # it is gone through once more
        trace_limits.check_iteration(iteration, begin + most - 1)
        yield
        found = yield from tracing(experiment, iteration, start)
        if request.replaced and not found.diverged:
            found = yield from _with(request.replaced, found)
        return found

    def _learning(self, example: int, request: TraceRequest, experiment: Experiment) -> int:
        """The iteration that learns an example, in the epoch of the one that is named.

        Raises Problem if there is no such example, or if the checkpoint lies behind its iteration.
        """
        try:
            found = iteration_of(experiment, example, request.iteration)
        except InvalidExperiment as error:
            raise self.reader.places.misfit(error) from None
        start = request.checkpoint
        if start and start.iteration > found:
            detail = (
                f"In this epoch iteration {found} learns the example; go on from there or before."
            )
            place = "/checkpoint/iteration"
            fault = Fault(pointer=place, detail=detail, limit=found, nearest=found)
            raise Problem("invalid", f"At {place}: {detail}", [fault])
        return found


def _with(number: ReplacedModel, found: Trace) -> Pausing[Trace]:
    """The iteration with a number in the place of a computed one.

    Raises Problem where it fits nowhere or is too large.
    """
    program, place = found.program, "/replaced"
    check_named(list(program.tensors), number.tensor, f"{place}/tensor")
    check_place(program, number.tensor, number.cell, place)
    put_in = Replaced(number.tensor, tuple(number.cell), number.value)
    result = yield from replacing(found, put_in)
    if not np.isfinite(result.vector).all():
        detail = "With this number what follows is not finite; the one computed here is nearest."
        computed = float(found[number.tensor][put_in.cell])
        raise misfit(f"{place}/value", detail, None, computed, "out-of-range")
    return result
