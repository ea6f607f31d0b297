"""What an iteration has to say of a whole network: its ledger, its collapse, its bugs."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.openapi import errors
from app.compute import resolve_iteration, trace_limits
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.problems import Fault, Problem
from app.schemas.bugs import BugsDocument, bugs_of
from app.schemas.compute_request import TraceRequest
from app.schemas.ledgers import (
    CollapseDocument,
    LedgerDocument,
    collapse_of,
    ledger_of,
)
from app.schemas.responses import Document
from engine import Diverged, Trace, example
from engine.explain.collapse import NotLinear
from engine.explain.ledger import NoLedger
from engine.pausing import Pausing
from engine.run.trace import tracing

Explain = Callable[[Trace], Document]


def router(limits: Limits, reader: RequestReader[TraceRequest], scheduler: Scheduler) -> APIRouter:
    """`POST ledgers`, `POST collapses` and `POST bugs`."""
    nouns = APIRouter(tags=["explanations"])
    declared: dict[str, Any] = {"responses": errors(400, 413, 415, 422, 500)}

    @nouns.post(
        "/ledgers", response_model=LedgerDocument, **declared,
        openapi_extra=_body("two-neuron-chain"),
        summary="Tell what became of the error signal, layer by layer",
    )  # fmt: skip
    async def create_ledger(request: Request) -> Response:
        """Each layer's weights and slope as exact factors; where paths part there is none."""
        return await answer(request, ledger_of)

    @nouns.post(
        "/collapses", response_model=CollapseDocument, **declared,
        openapi_extra=_body("hmkcode-2-2-1-linear"),
        summary="Multiply linear layers into one",
    )  # fmt: skip
    async def create_collapse(request: Request) -> Response:
        """One layer more in each product; the last one equals them all, biases included."""
        return await answer(request, collapse_of)

    @nouns.post(
        "/bugs", response_model=BugsDocument, **declared,
        openapi_extra=_body("mazur-2-2-2"),
        summary="Tell which bugs make sense, and hold every step against its right rule",
    )  # fmt: skip
    async def create_bug_report(request: Request) -> Response:
        """A step that differs is one that a bug bites, also where no gradient check looks."""
        return await answer(request, bugs_of)

    async def answer(request: Request, explain: Explain) -> Response:
        body = await read(request, limits)
        work = compute(body, explain)
        content = await scheduler.result(client_of(request.scope), work, request.receive)
        return Response(content, media_type="application/json")

    def compute(body: bytes, explain: Explain) -> Pausing[str]:
        request = yield from reader.parse(body)
        yield
        experiment = reader.experiment(request)
        yield
        iteration = resolve_iteration.iteration(request, reader, experiment)
        start = reader.checkpoint(request, experiment, iteration)
        program = experiment.program(experiment.batches.largest)
        width = experiment.inputs[0].size
        most = trace_limits.iterations(program, width, limits, binary=True)
        trace_limits.check_iteration(iteration, (start.iteration if start else 0) + most - 1)
        yield
        try:
            found = yield from tracing(experiment, iteration, start)
        except Diverged:
            raise Problem("diverged", "This iteration has no finite numbers.") from None
        try:
            return explain(found).model_dump_json()
        except (NoLedger, NotLinear) as error:
            at = f"/{error.layer - 1}" if isinstance(error, NotLinear) else ""
            place, detail = f"/experiment/layers{at}", f"Here {error}."
            raise Problem(
                "invalid", f"At {place}: {detail}", [Fault(pointer=place, detail=detail)]
            ) from None

    return nouns


def _body(name: str) -> dict[str, Any]:
    posted = {
        "default": {"summary": name, "value": {"experiment": example(name).experiment.to_json()}}
    }
    schema = {"$ref": "#/components/schemas/TraceRequest"}
    content = {"application/json": {"schema": schema, "examples": posted}}
    return {"requestBody": {"required": True, "content": content}}
