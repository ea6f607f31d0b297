"""Traces: one iteration of an experiment, every step and every value."""

import math
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.openapi import errors
from app.compute import resolve_iteration, trace_limits
from app.compute.client import client_of
from app.compute.moment import diverged
from app.compute.scheduler import Scheduler
from app.http.negotiation import best
from app.limits import Limits
from app.lru_cache import ByteLRU
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas import serialize
from app.schemas.compute_request import TraceRequest
from app.schemas.example_request import DIGITS
from app.schemas.responses import BareTrace
from app.schemas.responses import Trace as TraceDocument
from engine import Checkpoint, Diverged, Program, Trace, example, examples
from engine.pausing import Pausing
from engine.run.trace import tracing

JSON, BINARY = "application/json", "application/octet-stream"
ROOM = 8 * 1024 * 1024
"""Bytes of all answers that are kept. A class that opens one example asks one question."""


def router(limits: Limits, reader: RequestReader[TraceRequest], scheduler: Scheduler) -> APIRouter:
    """`POST traces`."""
    traces = APIRouter(tags=["traces"])
    cache = ByteLRU[bytes](ROOM)

    @lru_cache(maxsize=256)
    def allowed(program: Program, width: int, binary: bool) -> int:
        return trace_limits.iterations(program, width, limits, binary=binary)

    @traces.post(
        "/traces",
        response_model=TraceDocument | BareTrace,
        responses={**_as_bytes(), **errors(400, 413, 415, 422, 500)},
        openapi_extra={"requestBody": _body()},
        summary="Compute one iteration",
    )
    async def create_trace(request: Request) -> Response:
        """Forward pass, loss, backward pass and update, as steps, tensors and values.

        A run that leaves the finite numbers before the iteration that is asked for gives its
        last finite iteration, and `diverged` says where it went wrong. Who asks for one moment of
        a run after the other needs the tables once: `"tables": false` leaves them out.
        """
        body = await read(request, limits)
        binary = best(request.headers.get("accept", "*/*"), (JSON, BINARY)) == BINARY
        answer = cache.get((binary, body))
        if answer is None:
            work = compute(body, binary)
            answer = await scheduler.result(client_of(request.scope), work, request.receive)
        media = BINARY if binary else JSON
        return Response(answer, headers={"Vary": "Accept"}, media_type=media)

    def compute(body: bytes, binary: bool) -> Pausing[bytes]:
        request = yield from reader.parse(body)
        yield
        experiment = reader.experiment(request)
        yield
        iteration = resolve_iteration.iteration(request, reader, experiment)
        start = reader.checkpoint(request, experiment, iteration)
        width = math.prod(experiment.inputs.shape[1:])
        most = allowed(experiment.program(experiment.batches.largest), width, binary)
        trace_limits.check_iteration(iteration, (start.iteration if start else 0) + most - 1)
        yield
        try:
            result = yield from tracing(experiment, iteration, start)
        except Diverged as error:
            raise diverged(error) from None
        after = (yield from _loss_after(result)) if request.loss_after else None
        write = serialize.write_bytes if binary else serialize.write_json
        answer = yield from write(result, tables=request.tables, loss_after=after)
        if request.tables:  # without them it is one of many moments of a run, and not asked again
            cache.put((binary, body), answer, len(body) + len(answer))
        return answer

    return traces


def _loss_after(result: Trace) -> Pausing[float | None]:
    """The loss of the same examples with the new parameters; None where it is not finite."""
    renewed = Checkpoint(result.iteration, result.checkpoint.values)
    try:
        again = yield from tracing(result.experiment, result.iteration, renewed)
    except Diverged:
        return None
    return float(again["E"])


def _as_bytes() -> dict[int | str, dict[str, Any]]:
    layout = (
        "The trace. As application/octet-stream: the length of a header as little-endian uint32, "
        "the header (this document without `values`, spaces behind it), then all values as "
        "little-endian float64 from the next multiple of 8."
    )
    content = {BINARY: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": layout, "content": content}}


def _body() -> dict[str, Any]:
    posted = {
        name: {
            "summary": example(name).title,
            "value": {"experiment": example(name).experiment.to_json(), "iteration": 0},
        }
        for name in examples()
    }
    posted["named data"] = {"summary": "A first batch of digits", "value": {"experiment": DIGITS}}
    small = example(examples()[0]).experiment.to_json()
    posted["without tables"] = {
        "summary": "A later iteration without tables",
        "value": {"experiment": small, "iteration": 9, "tables": False},
    }
    content = {"schema": {"$ref": "#/components/schemas/TraceRequest"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
