"""The OpenAPI document: what FastAPI finds, and what is read or raised without its help."""

import json
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


def describe(app: FastAPI, posted: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Make the document of all routes so far, with the models of what is posted, and serve it."""
    found = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes
    )
    document = _complete(found, posted)
    content = json.dumps(document, ensure_ascii=False).encode()

    async def read_openapi(_: Request) -> Response:
        return Response(content, media_type="application/json")

    app.router.add_route("/openapi.json", read_openapi, include_in_schema=False)
    return document


def _complete(document: dict[str, Any], posted: dict[str, dict[str, Any]]) -> dict[str, Any]:
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
