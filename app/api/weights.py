"""Weights: those of a file come in again."""

import base64
from typing import Any

from fastapi import APIRouter, Request, Response

from app.api.openapi import errors
from app.compute import exports as work
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.export_request import WeightsRequest
from app.schemas.exports import Weights
from engine import example
from engine.exchange import export
from engine.pausing import Pausing

JSON = "application/json"


def router(
    limits: Limits, reader: RequestReader[WeightsRequest], scheduler: Scheduler
) -> APIRouter:
    """`POST weights`."""
    weights = APIRouter(tags=["exchange"])

    @weights.post(
        "/weights",
        response_model=Weights,
        responses=errors(400, 413, 415, 422, 500),
        openapi_extra={"requestBody": _body()},
        summary="Read a file of weights",
    )
    async def create_weights(request: Request) -> Response:
        """safetensors of a PyTorch Sequential, whatever its modules' numbers, or .npz with the
        names of the parameters. What does not fit the network is told by name and shape.
        """
        body, client = await read(request, limits), client_of(request.scope)
        content = await scheduler.result(client, found(body), request.receive)
        return Response(content, media_type=JSON)

    def found(body: bytes) -> Pausing[bytes]:
        request = yield from reader.parse(body)
        yield
        document = yield from work.opened(request, reader, limits)
        yield
        return document.model_dump_json().encode()

    return weights


def _body() -> dict[str, Any]:
    mazur = example("mazur-2-2-2").experiment
    file = base64.b64encode(export(mazur, "safetensors").content).decode()
    value = {"experiment": mazur.to_json(), "file": file}
    posted = {"safetensors": {"summary": "The weights of a Sequential", "value": value}}
    content = {"schema": {"$ref": "#/components/schemas/WeightsRequest"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
