"""Surfaces: what neurons answer over the plane, the loss over parameters."""

import base64
from typing import Any

import numpy as np
from fastapi import APIRouter, Request, Response
from pydantic_core import to_json

from app.api.openapi import errors
from app.compute import surfaces as work
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.compute.surfaces import Survey
from app.http.negotiation import best
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.frames import Surfaces
from app.schemas.serialize import packed
from app.schemas.surface_request import SurfaceRequest
from engine import example
from engine.pausing import Pausing

JSON, BINARY = "application/json", "application/octet-stream"


def router(
    limits: Limits, reader: RequestReader[SurfaceRequest], scheduler: Scheduler
) -> APIRouter:
    """`POST surfaces`."""
    surfaces = APIRouter(tags=["surfaces"])

    @surfaces.post(
        "/surfaces",
        response_model=Surfaces,
        responses={**_as_bytes(), **errors(400, 413, 415, 422, 500)},
        openapi_extra={"requestBody": _body()},
        summary="Compute what neurons answer over inputs, or the loss over parameters",
    )
    async def create_surfaces(request: Request) -> Response:
        """On a line or a grid of points, with the values of a checkpoint or those at first.

        What lies beyond float32 stands at its end.
        """
        body, client = await read(request, limits), client_of(request.scope)
        binary = best(request.headers.get("accept", "*/*"), [JSON, BINARY]) == BINARY
        content = await scheduler.result(client, answer(body, binary), request.receive)
        return Response(content, headers={"Vary": "Accept"}, media_type=BINARY if binary else JSON)

    def answer(body: bytes, binary: bool) -> Pausing[bytes]:
        request = yield from reader.parse(body)
        yield
        survey = yield from work.survey(request, reader, limits)
        found = yield from work.compute(survey)
        yield
        header, values = _told(survey, found)
        yield
        if binary:
            return packed(to_json(header), values)
        return to_json(header | {"values": base64.b64encode(values).decode("ascii")})

    return surfaces


def _told(survey: Survey, found: work.Surfaces) -> tuple[dict[str, Any], bytes]:
    """The fields of a SurfacesHeader, and the values as bytes."""
    if survey.numbers == "float32":
        values = found.values.astype("<f4").tobytes()
    else:
        span = np.where(found.high > found.low, found.high - found.low, 1.0)
        between = found.values - found.low[:, None]
        between *= (255 / span)[:, None]
        values = np.rint(between, out=between).astype(np.uint8).tobytes()
    tensors = survey.experiment.program(1).tensors
    cells = [(name, cell) for name in survey.tensors for cell in np.ndindex(tensors[name].cells)]
    ends = zip(found.low.tolist(), found.high.tolist(), strict=True)
    header = {
        "iteration": survey.start.iteration,
        "axes": [points.tolist() for points in survey.points],
        "numbers": survey.numbers,
        "surfaces": [
            {"tensor": name, "cell": cell, "low": a, "high": b}
            for (name, cell), (a, b) in zip(cells, ends, strict=True)
        ],
    }
    return header, values


def _as_bytes() -> dict[int | str, dict[str, Any]]:
    layout = (
        "Surfaces. As application/octet-stream: the length of a header as little-endian uint32, "
        "the header (this document without `values`, spaces behind it), then the values as bytes "
        "from the next multiple of 8."
    )
    content = {BINARY: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": layout, "content": content}}


def _body() -> dict[str, Any]:
    mazur = example("mazur-2-2-2").experiment.to_json()
    ends = {"low": -1.0, "high": 1.0}
    cells = [{"parameter": "W2", "cell": [0, k], **ends} for k in (0, 1)]
    asked = {
        "neurons": ("Every neuron over both inputs", [{"input": k, **ends} for k in (0, 1)]),
        "loss": ("The loss over two weights", cells),
    }
    posted = {
        name: {
            "summary": summary,
            "value": {"experiment": mazur, "axes": axes, "steps": 8, "numbers": "uint8"},
        }
        for name, (summary, axes) in asked.items()
    }
    content = {"schema": {"$ref": "#/components/schemas/SurfaceRequest"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
