"""What may be asked of a lesson, in the query of its address."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import QueryParams

from app.parsing.validation_errors import Places
from app.problems import Fault, Problem
from engine.lessons import SEEDS
from engine.lessons.written import LONGEST

T = TypeVar("T")


class Asked(BaseModel):
    """The query of a lesson."""

    model_config = ConfigDict(extra="forbid")
    seed: int = Field(0, ge=0, le=SEEDS - 1, description="Of fresh numbers; 0: the words' own.")


class Answered(Asked):
    """The query of a mark."""

    task: str = Field(max_length=LONGEST)
    answer: list[Annotated[str, Field(max_length=LONGEST)]] = Field(max_length=8)


A = TypeVar("A", bound=Asked)


def known(
    get: Callable[[str], T], id: str, names: list[str], place: str, what: str, slug: str
) -> T:  # fmt: skip
    """What has this name; raises Problem with the names there are and the nearest."""
    if id in names:
        return get(id)
    detail = f"There is no such {what}; there are {', '.join(names)}."
    nearest = next(iter(get_close_matches(id[:LONGEST], names, 1, 0)), None)
    fault = Fault(pointer=place, detail=detail, limit=names, nearest=nearest)
    raise Problem(slug, detail, [fault])


def read_query(of: type[A], query: QueryParams) -> A:
    """The query; raises Problem with every fault."""
    given: dict[str, Any] = {k: v for k, v in query.multi_items() if k != "answer"}
    if "answer" in query:
        given["answer"] = query.getlist("answer")
    try:
        return of.model_validate(given)
    except ValidationError as error:
        raise Places(of.model_fields).problem(error, given) from None


def fault(pointer: str, detail: str) -> Problem:
    """The problem of one place in the query."""
    return Problem("invalid", f"At {pointer}: {detail}", [Fault(pointer=pointer, detail=detail)])


def parameters(of: type[Asked]) -> dict[str, Any]:
    """The same for the OpenAPI document."""
    schema = of.model_json_schema()
    required = schema.get("required", [])
    return {
        "parameters": [
            {"name": name, "in": "query", "required": name in required, "schema": field}
            for name, field in schema["properties"].items()
        ]
    }
