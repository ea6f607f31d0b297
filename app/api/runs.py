"""Runs: training, watched while it goes on."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from app.api.openapi import errors
from app.api.stream import EVENTS, FORMS, LINES, Stream
from app.compute import run_plan
from app.compute.admission import Admission
from app.compute.alike import AllAlike
from app.compute.client import Client, client_of
from app.compute.frame import written
from app.compute.run import Run
from app.compute.run_plan import Plan
from app.compute.scheduler import Scheduler
from app.compute.trajectory import ROOM, Passages
from app.http.negotiation import best
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.example_request import DIGITS
from app.schemas.run_request import RunRequest
from engine import example, trace
from engine.kept import Room
from engine.pausing import Pausing


def router(
    limits: Limits, reader: RequestReader[RunRequest], scheduler: Scheduler, admission: Admission
) -> APIRouter:
    """`POST runs`."""
    runs = APIRouter(tags=["runs"])
    passages, all_alike = Passages(Room(ROOM)), AllAlike(limits.run_values)

    @runs.post(
        "/runs",
        response_class=StreamingResponse,
        responses={**_streams(), **errors(400, 413, 415, 422, 500, 503)},
        openapi_extra={"requestBody": _body()},
        summary="Train, and stream frames",
    )
    async def create_run(request: Request) -> Response:
        """A frame is one line of JSON, or one server-sent event. The last one says why it ended.

        Closing the connection stops the run; a frame with values is a checkpoint from which
        another run goes on with the same bytes.
        """
        body, client = await read(request, limits), client_of(request.scope)
        planned = _planned(body, reader, limits)
        plan = await scheduler.result(client, planned, request.receive, last=False)
        leave = admission.enter(client, plan.held)
        try:
            seconds = limits.run_minutes * 60
            work = set_up(client, plan, seconds)
            run = await scheduler.result(client, work, request.receive, last=False)
        except BaseException:
            leave()
            raise
        form = best(request.headers.get("accept", "*/*"), FORMS) or LINES
        frames = scheduler, client, run.frames(), run.rest
        return Stream(*frames, form=form, leave=leave, seconds=seconds)

    def set_up(client: Client, plan: Plan, seconds: float) -> Pausing[Run]:
        evaluations = yield from run_plan.evaluations(plan, reader)
        yield
        alike = all_alike.of(client.address, plan, evaluations)
        return Run(plan, evaluations, seconds, passages, lambda: scheduler.stopping, alike)

    return runs


def _planned(body: bytes, reader: RequestReader[RunRequest], limits: Limits) -> Pausing[Plan]:
    request = yield from reader.parse(body)
    yield
    return (yield from run_plan.plan(request, reader, limits))


def _streams() -> dict[int | str, dict[str, Any]]:
    schema = {"$ref": "#/components/schemas/Frame"}
    content = {LINES: {"itemSchema": schema}, EVENTS: {"itemSchema": schema}}
    text = "Frames: JSON Lines, or server-sent events with the same JSON as their data."
    return {200: {"description": text, "content": content}}


def _body() -> dict[str, Any]:
    experiment = example("mazur-2-2-2").experiment
    mazur, start = experiment.to_json(), trace(experiment, 4).checkpoint
    frame = {"iteration": start.iteration, "values": written(start.values, "base64")}
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "short": ("Ten frames with all parameters", {"until": {"iteration": 9}, "values": "list"}),
        "loss": (
            "A frame every hundred iterations until the loss is 0.01",
            {"until": {"iteration": 5000, "loss": 0.01}, "every": 100},
        ),
        "further": (
            "On from a frame, whose values are posted as they came",
            {"checkpoint": frame, "until": {"iteration": 9}},
        ),
    }
    posted = {
        name: {"summary": summary, "value": {"experiment": mazur, **more}}
        for name, (summary, more) in asked.items()
    }
    digits = {"experiment": DIGITS, "until": {"epoch": 2}, "every": 45}
    posted["named data"] = {"summary": "Digits, scored on those held out", "value": digits}
    content = {"schema": {"$ref": "#/components/schemas/RunRequest"}, "examples": posted}
    return {"required": True, "content": {"application/json": content}}
