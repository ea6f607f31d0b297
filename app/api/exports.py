"""Exports: an iteration as a script, a notebook, a paper, a table or weights."""

from typing import Any
from urllib.parse import quote

from fastapi import Response

from app.api.computing import Computing, Noun, noun
from app.compute import exports as work
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.export_request import ExportRequest
from engine import example
from engine.exchange import File, targets
from engine.pausing import Pausing


def post(limits: Limits, reader: RequestReader[ExportRequest], scheduler: Scheduler) -> Noun:
    """`POST exports`."""

    def create_export(request: ExportRequest, _: bool) -> Pausing[Response]:
        """A script begins with the values of the iteration, prints its loss and gradients, and
        trains ten. What a target has no words for is refused, and named.
        """
        return _response((yield from work.made(request, reader, limits)))

    mazur = {"experiment": example("mazur-2-2-2").experiment.to_json(), "title": "mazur-2-2-2"}
    return noun(
        "/exports", Computing(limits, scheduler, reader, create_export), tag="exchange",
        summary="Take an iteration away as a file", request="ExportRequest", responses=_files(),
        examples={
            "numpy": ("A NumPy script", {**mazur, "target": "numpy"}),
            "latex": ("The derivation", {**mazur, "target": "latex"}),
        },
    )  # fmt: skip


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
    types = {kind: "object" if kind.endswith("json") else "string" for kind in kinds}
    content = {kind: {"schema": {"type": of}} for kind, of in types.items()}
    return {200: {"description": "The file.", "content": content}}
