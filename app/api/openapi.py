"""The OpenAPI document: what FastAPI finds, and what is read or raised without its help."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi

from app.problems import KINDS, ProblemDocument

EVERYWHERE = (400, 414, 431, 500)
"""In these any request can end, whatever it asks."""
_REFERENCE = "#/components/schemas/{model}"


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Answers to declare on a route that can end in these statuses."""
    content = {"application/problem+json": {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}
    return {
        status: {
            "description": " ".join(f"{k.title}." for k in KINDS.values() if k.status == status),
            "content": content,
        }
        for status in statuses
    }


class Document:
    """The document of an app, made once: when a server starts, or before when it is asked for."""

    def __init__(self, app: FastAPI, posted: Mapping[str, dict[str, Any]]) -> None:
        """`posted`: schemas of the models of what is posted, by name."""
        self.app, self.posted = app, posted

    @cached_property
    def value(self) -> dict[str, Any]:
        """All routes, with the models of what is posted."""
        of = self.app
        found = get_openapi(
            title=of.title, version=of.version, summary=of.summary, routes=of.routes
        )
        return _complete(found, self.posted)

    @cached_property
    def content(self) -> bytes:
        """The same as it is sent."""
        return json.dumps(self.value, ensure_ascii=False).encode()

    async def endpoint(self, _: Request) -> Response:
        """Serve it."""
        return Response(self.content, media_type="application/json")


def _complete(document: dict[str, Any], posted: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    document["servers"] = [{"url": "./"}]  # counted from where the document was found
    schemas = document["components"]["schemas"]
    problem_schema = ProblemDocument.model_json_schema(ref_template=_REFERENCE)
    for name, schema in {"Problem": problem_schema, **posted}.items():
        schemas.update(schema.get("$defs", {}))
        schemas[name] = {key: value for key, value in schema.items() if key != "$defs"}
    for methods in document["paths"].values():
        for route in methods.values():
            # FastAPI foresees a malformed path parameter; text is always well formed.
            if "HTTPValidationError" in str(route["responses"].get("422")):
                del route["responses"]["422"]
            common = {str(status): answer for status, answer in errors(*EVERYWHERE).items()}
            route["responses"] = common | route["responses"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return document
