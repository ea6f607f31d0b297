"""Examples: what others worked out by hand, with their numbers and ours."""

from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from app.api.openapi import errors
from app.api.traces import loss_after
from app.parsing.query import Query
from app.problems import Problem
from app.schemas import examples as documents
from app.schemas import serialize
from app.schemas.examples import Examples, TracedExample
from app.schemas.fields import STRICT, Switch
from engine import example, examples, trace
from engine.pausing import finish


class Asked(BaseModel):
    """The query of an example."""

    model_config = STRICT
    trace: Switch = Field(False, description="true adds its first iteration, with `loss_after`.")


def router() -> APIRouter:
    """`GET examples` and `GET examples/{id}`."""
    nouns, query = APIRouter(prefix="/examples", tags=["examples"]), Query(Asked)

    @nouns.get("", responses=errors(500), summary="List the worked examples")
    async def read_examples() -> Examples:
        """The shortest chain first."""
        return Examples(examples=[documents.title(example(name)) for name in examples()])

    @nouns.get(
        "/{id}", responses=errors(400, 404, 422, 500), response_model=TracedExample,
        openapi_extra=query.parameters(), summary="Read a worked example",
    )  # fmt: skip
    async def read_example(
        request: Request, id: Annotated[str, Path(examples=list(examples()))]
    ) -> Response:
        """Its `experiment` can be posted to traces as it stands."""
        if id not in examples():
            detail = f"There is no such example; there are {', '.join(examples())}."
            raise Problem("not-found", detail)
        asked = query.read(request.query_params)
        return Response(_written(id, asked.trace), media_type="application/json")

    return nouns


@lru_cache
def _written(id: str, traced: bool) -> bytes:
    """The document; there are few, and all are small."""
    of = example(id)
    told = documents.example(of).model_dump_json().encode()
    if not traced:
        return told
    first = trace(of.experiment)
    written = finish(serialize.write_json(first, loss_after=finish(loss_after(first))))
    return b'%b,"trace":%b}' % (told[:-1], written)
