"""Kinds: every op with its settings and formulas; forms are built from them."""

from fastapi import APIRouter, Response

from app.api.openapi import errors
from app.schemas import kinds as documents


def router() -> APIRouter:
    """`GET kinds`."""
    kinds = APIRouter(tags=["kinds"])
    body = documents.kinds().model_dump_json()

    @kinds.get(
        "/kinds", response_model=documents.Kinds, responses=errors(500), summary="List every op"
    )
    async def read_kinds() -> Response:
        """Layers, activations, losses and optimizers: JSON Schema of their settings, formulas."""
        return Response(body, media_type="application/json")

    return kinds
