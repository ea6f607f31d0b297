"""A lesson of a teacher's own as the API tells it: with its words, and the moment it is about."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, Field

from app.schemas.lessons import LessonDocument
from app.schemas.own_lesson_request import OwnPart
from app.schemas.responses import Document


class OwnCheckpoint(Document):
    """The values that its iteration begins with, as they can be posted."""

    iteration: int
    values: str


class OwnLesson(LessonDocument):
    """Its numbers stand in its words; a key is `title`, or a part or task and what it says."""

    number: None  # type: ignore[assignment]
    iteration: int
    checkpoint: OwnCheckpoint | None
    words: dict[str, dict[str, str]] = Field(
        description="By language and key, such as q1.ask. What is empty is left out."
    )


class PossibleMistake(Document):
    """What a mistake makes of a number."""

    bug: str
    value: float | None = Field(description="null: it is not finite.")
    text: str | None
    rounded: float | None = Field(description="With two digits: two that share it look alike.")
    lacks: Literal["same", "alike", "infinite"] | None = Field(
        description="Why it cannot be offered: it leaves the number as it is, it looks like the "
        "right one at two digits, or is not finite."
    )


class PossibleMistakes(Document):
    """The right number, and that of every mistake that makes sense in the network."""

    value: float
    text: str
    mistakes: list[PossibleMistake]


class Said(NamedTuple):
    """Words of a lesson: where they stood, by which key the page looks them up, in which part."""

    pointer: str
    key: str
    part: int | None
    words: BaseModel


def said(title: BaseModel, parts: Sequence[OwnPart]) -> Iterator[Said]:
    """All words of a lesson."""
    yield Said("/title", "title", None, title)
    for k, part in enumerate(parts):
        at, task = f"/parts/{k}", f"q{k + 1}"
        yield Said(f"{at}/text", f"p{k + 1}.text", k, part.text)
        yield Said(f"{at}/ask", f"{task}.ask", k, part.ask)
        yield Said(f"{at}/right", f"{task}.reply.right", k, part.right)
        yield Said(f"{at}/other", f"{task}.reply.other", k, part.other)
        for j, mistake in enumerate(part.mistakes):
            place = f"{at}/mistakes/{j}/reply"
            yield Said(place, f"{task}.reply.{mistake.bug}", k, mistake.reply)
