"""The trace of the one iteration that a request asks about, and problems with its cells."""

import math
from array import array
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar

from app.compute import trace_limits
from app.limits import Limits
from app.lru_cache import ByteLRU
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas import serialize
from app.schemas.moment_request import MomentRequest
from engine import Diverged, Experiment, Program, Trace
from engine.explain.place import KINDS, followed
from engine.kept import beside
from engine.pausing import Pausing
from engine.run.trace import tracing

R = TypeVar("R", bound=MomentRequest)
HELD = 3
"""Vectors of each: its own, and two for what moves one of its numbers."""


def planned(
    request: R, reader: RequestReader[R], limits: Limits, tensors: Sequence[str] = ()
) -> Pausing[tuple[Experiment, Program]]:
    """The experiment and the program of its largest batch, with a way back to these tensors."""
    experiment = reader.experiment(request)
    yield
    program = experiment.program(experiment.batches.largest)
    if any(_without_way_back(program, name) for name in tensors):
        experiment = replace(experiment, input_gradient=True)
        yield
        program = experiment.program(experiment.batches.largest)
    width = math.prod(experiment.inputs.shape[1:])
    begin = request.checkpoint.iteration if request.checkpoint else 0
    most = _iterations(program, width, limits)
    trace_limits.check_iteration(request.iteration, begin + most - 1)
    yield
    return experiment, program


class Moments:
    """Iterations that were asked about last: who nudges one number nudges the next."""

    def __init__(self) -> None:
        self.known = ByteLRU[Trace]()

    def trace(self, request: R, reader: RequestReader[R], experiment: Experiment) -> Pausing[Trace]:
        """The iteration that is asked about; of a run that diverges the last finite one."""
        posted, start = request.experiment.key, request.checkpoint
        values = start and (start.iteration, _hashable(start.values))
        key = (posted, experiment.input_gradient, request.iteration, values)
        if posted and (found := self.known.get(key)):
            return found
        begin = reader.checkpoint(request, experiment, request.iteration)
        try:
            done = yield from tracing(experiment, request.iteration, begin)
        except Diverged as error:
            raise diverged(error) from None
        held = HELD * done.vector.nbytes + done.program.bytes + (len(values[1]) if values else 0)
        self.known.put(key, done, held + len(posted))
        return done


def check_cell(program: Program, tensor: str, cell: Sequence[int], pointer: str = "") -> None:
    """Raise Problem unless a tensor that can be followed has the cell."""
    check_named(followed(program), tensor, f"{pointer}/tensor")
    check_place(program, tensor, cell, pointer)


def check_place(program: Program, tensor: str, cell: Sequence[int], pointer: str = "") -> None:
    """Raise Problem unless a tensor that is there has the cell."""
    shape = program.tensors[tensor].shape
    if len(cell) != len(shape):
        raise misfit(f"{pointer}/cell", f"A list of {len(shape)} places is needed.", len(shape))
    for k, (place, size) in enumerate(zip(cell, shape, strict=True)):
        if not 0 <= place < size:
            detail = f"The tensor has {size} places here, counted from 0."
            raise misfit(f"{pointer}/cell/{k}", detail, size - 1, max(0, min(place, size - 1)))


def check_named(names: Sequence[str], name: str, pointer: str) -> None:
    """Raise Problem unless the name is one of these."""
    if name not in names:
        close = get_close_matches(name, names, 1, 0.0)
        detail = "There is no such tensor here."
        raise misfit(pointer, detail, list(names), close[0] if close else None)


def misfit(
    pointer: str, detail: str, limit: object = None, nearest: object = None, slug: str = "invalid"
) -> Problem:
    """The problem of a value that does not fit at a place."""
    fault = Fault(pointer=pointer, detail=detail, limit=limit, nearest=nearest)
    return Problem(slug, f"At {pointer}: {detail}", [fault])


def too_much(pointer: str, detail: str, nearest: int | None) -> Problem:
    """The problem of an order that would take too long."""
    return misfit(pointer, detail, nearest, nearest, "too-much-work")


def diverged(error: Diverged) -> Problem:
    """The problem of an iteration that has a number that is not finite."""
    where = error.where
    return Problem(
        "diverged",
        f"Step {where.step} of iteration {where.iteration} writes a number that is not finite into "
        f"{where.tensor}.",
        **serialize.non_finite(where).model_dump(mode="json"),
    )


def _hashable(values: str | list[float]) -> str | bytes:
    """Numbers by their bits: 0.0 and -0.0 are equal, but not the same."""
    return values if isinstance(values, str) else array("d", values).tobytes()


@beside
def _iterations(program: Program, width: int, limits: Limits) -> int:
    return trace_limits.iterations(program, width, limits, binary=True)


def _without_way_back(program: Program, name: str) -> bool:
    t = program.tensors.get(name)
    return t is not None and t.kind in KINDS and f"d_{name}" not in program.tensors
