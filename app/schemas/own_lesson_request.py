"""What may be posted as a lesson of a teacher's own: a moment, questions about it, and words."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from app.limits import Limits
from app.schemas.compute_request import posted
from app.schemas.fields import STRICT, Whole
from app.schemas.moment_request import MomentRequest
from app.schemas.path_request import CellRequest
from engine.bugs import bugs
from engine.lessons.own import Question

PARTS, MISTAKES = 12, 12
"""Questions of a lesson, and mistakes that one of them knows."""
LINE, TEXT = 300, 6_000
"""Characters of a title or a question, and of a text."""
MINUTES = 180


class MistakeRequest(CellRequest):
    """A body for the mistakes that can be told apart in one number."""


class OwnMistake(BaseModel):
    """A mistake that is recognised, or offered; without a reply the page has its own words."""

    model_config = STRICT
    bug: str
    reply: Any = None


class OwnPart(BaseModel):
    """One question: about a number that the iteration computes."""

    model_config = STRICT
    kind: Literal["number", "choice", "sign", "goal"] = Field(
        "number",
        description="A number is typed, picked among all answers, or its sign is asked; or it is "
        "a goal: weights, biases and the learning rate are changed until it is where it should be.",
    )
    tensor: str
    cell: list[Whole] = Field(max_length=4, description="Which cell of it, the example first.")
    before: str | None = Field(
        None,
        description="From the step of this tensor on nothing is seen before the answer; null: "
        "from that of the number itself.",
    )
    at_least: float | None = Field(None, description="Of a goal: how large the number must be.")
    at_most: float | None = Field(None, description="Of a goal: how large it may be.")
    text: Any = None
    ask: Any = None
    right: Any = None
    other: Any = None
    mistakes: list[Any] = []

    @property
    def question(self) -> Question:
        """What the engine marks."""
        names = tuple(mistake.bug for mistake in self.mistakes)
        bounds = self.at_least, self.at_most
        return Question(self.kind, self.tensor, tuple(self.cell), names, self.before, *bounds)


class OwnLessonRequest(MomentRequest):
    """A lesson of a teacher's own."""

    title: Any
    minutes: Whole = Field(10, ge=1, le=MINUTES)
    again: bool = Field(False, description="Whether it can be asked again with fresh weights.")
    parts: list[Any]


def mistake_request(experiment: Any, limits: Limits) -> type[MistakeRequest]:
    """The model of a body for mistakes."""
    name = Annotated[str, Field(max_length=limits.name_length)]
    tensor = (name, Field(description="A number that the iteration computes."))
    return posted(MistakeRequest, experiment, tensor=tensor)


def own_lesson_request(
    experiment: Any, limits: Limits, languages: Sequence[str]
) -> type[OwnLessonRequest]:
    """The model of a lesson, with words in these languages."""
    line, text = _words("LessonLine", LINE, languages), _words("LessonText", TEXT, languages)
    name = Annotated[str, Field(max_length=limits.name_length)]
    bug: Any = Literal[tuple(bugs)]
    mistake = create_model("LessonMistake", __base__=OwnMistake, bug=(bug, ...), reply=_of(text))
    mistakes: Any = Annotated[list[mistake], Field(max_length=MISTAKES)]  # type: ignore[valid-type]
    part = create_model(
        "LessonQuestionPart",
        __base__=OwnPart,
        tensor=(name, ...),
        before=(name | None, None),
        text=_of(text, "What stands above the question."),
        ask=_of(line, "Empty: the page asks what the number is."),
        right=_of(text, "The reply to the right answer."),
        other=_of(text, "The reply to an answer that is none of those that are known."),
        mistakes=(mistakes, []),
    )
    parts: Any = Annotated[list[part], Field(min_length=1, max_length=PARTS)]  # type: ignore[valid-type]
    return posted(OwnLessonRequest, experiment, title=(line, ...), parts=(parts, ...))


def _words(name: str, most: int, languages: Sequence[str]) -> type[BaseModel]:
    """Words in any of the languages."""
    each: dict[str, Any] = {
        code: (Annotated[str, Field(max_length=most)], "") for code in languages
    }
    return create_model(name, __config__=STRICT, **each)


def _of(words: type[BaseModel], description: str | None = None) -> Any:
    return words, Field(default_factory=words, description=description)
