"""Spreads: the same training from many seeds, and how their losses spread."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from app.api.openapi import errors
from app.api.stream import EVENTS, FORMS, LINES, Stream
from app.compute import spread_plan
from app.compute.admission import Admission
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.compute.spread import Spread
from app.compute.spread_plan import SpreadPlan
from app.http.negotiation import best
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.spread_request import SpreadRequest
from engine.pausing import Pausing


def router(
    limits: Limits,
    reader: RequestReader[SpreadRequest],
    scheduler: Scheduler,
    admission: Admission,
) -> APIRouter:
    """`POST spreads`."""
    spreads = APIRouter(tags=["runs"])

    @spreads.post(
        "/spreads",
        response_class=StreamingResponse,
        responses={**_streams(), **errors(400, 413, 415, 422, 500, 503)},
        openapi_extra={"requestBody": _body()},
        summary="Train from many seeds at once, and stream how their losses spread",
    )
    async def create_spread(request: Request) -> Response:
        """A frame has the loss of every run, and their quartiles. The last one says why it ended.

        Each run has the bytes of the one that `runs` trains from its seed. Small networks are
        stacked into one product; others run one after another. Closing the connection stops all.
        """
        body, client = await read(request, limits), client_of(request.scope)
        plan = await scheduler.result(client, planned(body), request.receive, last=False)
        leave = admission.enter(client, plan.held)
        seconds = limits.run_minutes * 60
        try:
            work = made(plan, seconds, lambda: scheduler.stopping)
            spread = await scheduler.result(client, work, request.receive, last=False)
        except BaseException:
            leave()
            raise
        form = best(request.headers.get("accept", "*/*"), FORMS) or LINES
        frames = scheduler, client, spread.frames()
        return Stream(*frames, form=form, leave=leave, seconds=seconds)

    def planned(body: bytes) -> Pausing[SpreadPlan]:
        request = yield from reader.parse(body)
        yield
        return (yield from spread_plan.plan(request, reader, limits))

    def made(plan: SpreadPlan, seconds: float, stopping: Callable[[], bool]) -> Pausing[Spread]:
        spread = Spread(plan, seconds, stopping)
        yield from spread.making(limits)
        return spread

    return spreads


def _streams() -> dict[int | str, dict[str, Any]]:
    schema = {"$ref": "#/components/schemas/SpreadFrame"}
    content = {LINES: {"itemSchema": schema}, EVENTS: {"itemSchema": schema}}
    text = "Frames: JSON Lines, or server-sent events with the same JSON as their data."
    return {200: {"description": text, "content": content}}


def _body() -> dict[str, Any]:
    layers = [{"kind": "dense", "units": n, "activation": "tanh"} for n in (4, 1)]
    xor = {
        "layers": layers, "loss": "mse", "learning_rate": 0.3,
        "inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]],
    }  # fmt: skip
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "five": ("Five seeds", {"seeds": [0, 1, 2, 3, 4], "iterations": 200, "every": 50}),
        "hundred": ("A hundred", {"iterations": 500, "every": 100}),
    }
    posted = {
        name: {"summary": summary, "value": {"experiment": xor, **more}}
        for name, (summary, more) in asked.items()
    }
    content = {"schema": {"$ref": "#/components/schemas/SpreadRequest"}, "examples": posted}
    return {"required": True, "content": {"application/json": content}}
