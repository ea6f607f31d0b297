"""What may be asked of a lesson, in the query of its address."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field

from app.parsing.query import Query
from app.problems import Fault, Problem
from app.schemas.fields import STRICT, whole
from engine.lessons import SEEDS
from engine.lessons.written import LONGEST

T = TypeVar("T")


class Asked(BaseModel):
    """The query of a lesson."""

    model_config = STRICT
    seed: whole(ge=0, le=SEEDS - 1, query=True) = Field(  # type: ignore[valid-type]
        0, description="Of fresh numbers; 0: the words' own."
    )


class Answered(Asked):
    """The query of a mark."""

    task: str = Field(max_length=LONGEST)
    answer: list[Annotated[str, Field(max_length=LONGEST)]] = Field(max_length=8)


ASKED, ANSWERED = Query(Asked), Query(Answered)


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


def fault(pointer: str, detail: str) -> Problem:
    """The problem of one place in the query."""
    return Problem("invalid", f"At {pointer}: {detail}", [Fault(pointer=pointer, detail=detail)])
