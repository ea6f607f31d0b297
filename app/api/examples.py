"""Examples: what others worked out by hand, with their numbers and ours."""

from typing import Annotated

from fastapi import APIRouter, Path

from app.api.openapi import errors
from app.problems import Problem
from app.schemas import examples as documents
from app.schemas.examples import Example, Examples
from engine import example, examples


def router() -> APIRouter:
    """`GET examples` and `GET examples/{id}`."""
    nouns = APIRouter(prefix="/examples", tags=["examples"])

    @nouns.get("", responses=errors(500), summary="List the worked examples")
    async def read_examples() -> Examples:
        """The shortest chain first."""
        return Examples(examples=[documents.title(example(name)) for name in examples()])

    @nouns.get("/{id}", responses=errors(404, 500), summary="Read a worked example")
    async def read_example(
        id: Annotated[str, Path(examples=list(examples()))],
    ) -> Example:
        """Its `experiment` can be posted to traces as it stands."""
        if id not in examples():
            detail = f"There is no such example; there are {', '.join(examples())}."
            raise Problem("not-found", detail)
        return documents.example(example(id))

    return nouns
