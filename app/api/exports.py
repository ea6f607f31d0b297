"""Exports: an iteration as a script, a notebook, a paper, a table or weights."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from app.api.openapi import errors
from app.compute import exports as work
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.body import read
from app.parsing.request_reader import RequestReader
from app.schemas.export_request import ExportRequest
from engine import example
from engine.exchange import File, targets
from engine.pausing import Pausing

JSON = "application/json"


def router(limits: Limits, reader: RequestReader[ExportRequest], scheduler: Scheduler) -> APIRouter:
    """`POST exports`."""
    exports = APIRouter(tags=["exchange"])

    @exports.post(
        "/exports",
        response_class=Response,
        responses={**_files(), **errors(400, 413, 415, 422, 500)},
        openapi_extra={"requestBody": _body()},
        summary="Take an iteration away as a file",
    )
    async def create_export(request: Request) -> Response:
        """A script begins with the values of the iteration, prints its loss and gradients, and
        trains ten. What a target has no words for is refused, and named.
        """
        body, client = await read(request, limits), client_of(request.scope)
        file = await scheduler.result(client, make(body), request.receive)
        return _response(file)

    def make(body: bytes) -> Pausing[File]:
        request = yield from reader.parse(body)
        yield
        return (yield from work.made(request, reader, limits))

    return exports


def _response(file: File) -> Response:
    """The file, to be saved: in an address bar it would be shown by no browser."""
    stem, _, ending = file.name.rpartition(".")
    ascii_name = "".join(c for c in stem if c.isascii()).strip("-_") or "backprop-lab"
    named = f"attachment; filename=\"{ascii_name}.{ending}\"; filename*=UTF-8''{quote(file.name)}"
    text = file.media_type.startswith("text/")
    kind = f"{file.media_type}; charset=utf-8" if text else file.media_type
    return Response(file.content, headers={"Content-Disposition": named, "Content-Type": kind})


def _files() -> dict[int | str, dict[str, Any]]:
    kinds = dict.fromkeys(t.media_type for t in targets.values())
    content = {kind: {"schema": {"type": "string"}} for kind in kinds}
    return {200: {"description": "The file.", "content": content}}


def _body() -> dict[str, Any]:
    mazur = example("mazur-2-2-2").experiment.to_json()
    posted = {
        name: {
            "summary": summary,
            "value": {"experiment": mazur, "target": name, "title": "mazur-2-2-2"},
        }
        for name, summary in (("numpy", "A NumPy script"), ("latex", "The derivation"))
    }
    content = {"schema": {"$ref": "#/components/schemas/ExportRequest"}, "examples": posted}
    return {"required": True, "content": {JSON: content}}
