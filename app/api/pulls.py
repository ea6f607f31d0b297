"""Pulls: what each example of a batch makes of the gradient of a weight."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from app.api.openapi import errors
from app.compute import gradient_pulls as work
from app.compute.client import client_of
from app.compute.moment import Moments
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.explanations import Pulls
from app.schemas.path_request import PullRequest
from engine import example
from engine.pausing import Pausing

JSON = "application/json"


def router(
    limits: Limits, reader: RequestReader[PullRequest], scheduler: Scheduler, moments: Moments
) -> APIRouter:
    """`POST pulls`."""
    pulls = APIRouter(tags=["why"])

    @pulls.post(
        "/pulls",
        response_model=Pulls,
        responses=errors(400, 413, 415, 422, 500),
        openapi_extra={"requestBody": _body()},
        summary="See which examples pull a weight, and which way",
    )
    async def create_pulls(request: Request) -> Response:
        """Each example's part of the loss, and its derivative with the whole batch in place."""
        body, client = await read(request, limits), client_of(request.scope)
        content = await scheduler.result(client, answer(body), request.receive)
        return Response(content, media_type=JSON)

    def answer(body: bytes) -> Pausing[bytes]:
        request = yield from reader.parse(body)
        yield
        found = yield from work.pulls(request, reader, limits, moments)
        yield
        return to_json(found)

    return pulls


def _body() -> dict[str, Any]:
    two = example("ai-by-hand-4-3-4-3").experiment.to_json()
    value = {"experiment": two, "tensor": "W1", "cell": [0, 0]}
    posted = {"weight": {"summary": "On the first weight", "value": value}}
    content = {"schema": {"$ref": "#/components/schemas/PullRequest"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
