"""Paths: the routes from a cell to the loss."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.openapi import errors
from app.compute import gradient_paths as work
from app.compute.client import client_of
from app.compute.moment import Moments
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.explanations import Paths
from app.schemas.path_request import PathRequest
from engine import example
from engine.pausing import Pausing

JSON = "application/json"


def router(
    limits: Limits, reader: RequestReader[PathRequest], scheduler: Scheduler, moments: Moments
) -> APIRouter:
    """`POST paths`."""
    paths = APIRouter(tags=["why"])

    @paths.post(
        "/paths",
        response_model=Paths,
        responses=errors(400, 413, 415, 422, 500),
        openapi_extra={"requestBody": _body()},
        summary="Follow a cell to the loss on every path",
    )
    async def create_paths(request: Request) -> Response:
        """Each path has a product of local derivatives; their sum is the gradient.

        Listed are those of the largest products. The others are counted and summed, and so are
        all paths of the network, without walking them.
        """
        body, client = await read(request, limits), client_of(request.scope)
        content = await scheduler.result(client, answer(body), request.receive)
        return Response(content, media_type=JSON)

    def answer(body: bytes) -> Pausing[bytes]:
        request = yield from reader.parse(body)
        yield
        return (yield from work.paths(request, reader, limits, moments))

    return paths


def _body() -> dict[str, Any]:
    mazur = example("mazur-2-2-2").experiment.to_json()
    value = {"experiment": mazur, "tensor": "W1", "cell": [0, 0]}
    posted = {"weight": {"summary": "From the first weight", "value": value}}
    content = {"schema": {"$ref": "#/components/schemas/PathRequest"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
