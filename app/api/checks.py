"""Checks: gradients proven, numbers nudged, and the loss over a weight."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from app.api.openapi import errors
from app.compute import gradient_checks as work
from app.compute.client import client_of
from app.compute.moment import Moments
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.check_request import CheckRequest
from app.schemas.explanations import Checks
from engine import example
from engine.pausing import Pausing

JSON = "application/json"


def router(
    limits: Limits, reader: RequestReader[CheckRequest], scheduler: Scheduler, moments: Moments
) -> APIRouter:
    """`POST checks`."""
    checks = APIRouter(tags=["why"])

    @checks.post(
        "/checks",
        response_model=Checks,
        responses=errors(400, 413, 415, 422, 500),
        openapi_extra={"requestBody": _body()},
        summary="Prove gradients, nudge numbers, and see the loss over a weight",
    )
    async def create_checks(request: Request) -> Response:
        """Of one iteration, on its batch and with its noise.

        A nudge moves one number and computes all that follows again: ΔE stands beside gradient ·
        ε, with the reason of what lies between. A slice is the loss over one weight, with its
        tangent and with what the step of descent promised and brought.
        """
        body, client = await read(request, limits), client_of(request.scope)
        content = await scheduler.result(client, answer(body), request.receive)
        return Response(content, media_type=JSON)

    def answer(body: bytes) -> Pausing[bytes]:
        request = yield from reader.parse(body)
        yield
        found = yield from work.checks(request, reader, limits, moments)
        yield
        return to_json(found)

    return checks


def _body() -> dict[str, Any]:
    mazur = example("mazur-2-2-2").experiment.to_json()
    cell = {"tensor": "W1", "cell": [0, 0]}
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "all": ("Prove every gradient", {"parameters": None}),
        "nudge": (
            "Nudge a weight, and tell what changes",
            {"nudges": [{**cell, "epsilon": 0.001, "values": "list"}]},
        ),
        "slice": ("The loss over a weight", {"slices": [{**cell, "low": -1.0, "high": 1.0}]}),
    }
    posted = {
        name: {"summary": summary, "value": {"experiment": mazur, **more}}
        for name, (summary, more) in asked.items()
    }
    content = {"schema": {"$ref": "#/components/schemas/CheckRequest"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
