"""Gradings: a learner's numbers, what is right of them and what explains the rest."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.openapi import errors
from app.compute import gradings as work
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.grading_request import GradingRequest
from app.schemas.gradings import Grading
from engine import example
from engine.pausing import Pausing

JSON = "application/json"


def router(
    limits: Limits, reader: RequestReader[GradingRequest], scheduler: Scheduler
) -> APIRouter:
    """`POST gradings`."""
    gradings = APIRouter(tags=["gradings"])

    @gradings.post(
        "/gradings",
        response_model=Grading,
        responses=errors(400, 413, 415, 422, 500),
        openapi_extra={"requestBody": _body()},
        summary="Grade numbers of an iteration",
    )
    async def create_grading(request: Request) -> Response:
        """Each number is right, right from a wrong input, or wrong by its own rule.

        Where some are wrong, it is told under which mistakes of the bug zoo, alone or in pairs, and
        under which conventions all of them are as they should be, and what would decide it.
        """
        body, client = await read(request, limits), client_of(request.scope)
        content = await scheduler.result(client, grade(body), request.receive)
        return Response(content, media_type=JSON)

    def grade(body: bytes) -> Pausing[bytes]:
        request = yield from reader.parse(body)
        yield
        found = yield from work.graded(request, reader, limits)
        yield
        return (yield from work.told(found))

    return gradings


def _body() -> dict[str, Any]:
    mazur = example("mazur-2-2-2").experiment.to_json()
    handed: dict[str, tuple[str, dict[str, Any]]] = {
        "right": ("Right numbers, rounded", {"E": "0,2984", "d_W2": [[0.0822, None], [None] * 2]}),
        "wrong": ("The slope of the output left out", {"d_z2": [[0.741, -0.217]]}),
        "convention": ("A loss without its ½", {"E": 0.5967, "d_a2": [[1.4827, -0.4341]]}),
    }
    posted = {
        name: {"summary": summary, "value": {"experiment": mazur, "answers": answers}}
        for name, (summary, answers) in handed.items()
    }
    content = {"schema": {"$ref": "#/components/schemas/GradingRequest"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
