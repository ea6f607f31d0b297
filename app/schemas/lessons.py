"""The lessons as the API tells them, as models."""

from typing import Any, Literal

from pydantic import Field

from app.schemas.responses import Document, Shape


class LessonQuestion(Document):
    """A task, and the part of its lesson that asks it."""

    part: str
    task: str


class LessonTitle(Document):
    """A lesson in the list; its words are in the catalogues, under its name."""

    id: str
    number: int
    minutes: int
    short: bool = Field(description="Whether it is one of the short course.")
    questions: list[LessonQuestion]


class QuizQuestion(Document):
    """A part of a lesson."""

    lesson: str
    part: str


class LessonList(Document):
    """The course in its order, and the questions that its quiz asks again with fresh numbers."""

    lessons: list[LessonTitle]
    quiz: list[QuizQuestion]


class Choice(Document):
    """An answer that can be picked, with the number that it stands for."""

    name: str
    text: str


class ReachCondition(Document):
    """A bound on a cell, or on its ratio to another tensor's; `E+`: the loss after the update;
    `E_test`: on what was kept back; `iteration`: how many there were before; `answer`: what the
    network answers to the input `asked`."""

    tensor: str
    cell: Shape
    over: str | None
    magnitude: bool
    at_least: float | None
    at_most: float | None
    asked: list[float] | None


class LessonTask(Document):
    """Something that is asked."""

    id: str
    kind: Literal["number", "choice", "pick", "reach", "rule"]
    asks: tuple[str, Shape] | None = Field(description="The cell that is asked for, if it is one.")
    text: str | None = Field(description="Its answer, where a faded table gives it.")
    choices: list[Choice] = Field(description="Of a choice, the smallest number first.")
    options: list[str] = Field(description="Of a pick.")
    slots: list[list[str]] = Field(description="Of a rule: the chips for each place.")
    conditions: list[ReachCondition] = Field(description="Of a reach: all of them have to hold.")
    only: list[str] = Field(description="Of a reach: fields of the experiment that may change.")
    trained: bool = Field(description="Of a reach: whether training has to get there.")


class CaseColumn(Document):
    """A column of a table of cases, with the number of each case."""

    tensor: str
    cell: Shape
    texts: list[str]


class LessonPart(Document):
    """One screen of a lesson."""

    id: str
    state: str
    twin: str | None
    example: int
    before: str | None = Field(
        description="From this tensor's step on nothing is seen while a task is due; `next`: the "
        "next iteration is not."
    )
    moment: str | None = Field(description="The tensor that has just landed; null: all have.")
    tasks: list[LessonTask]
    faded: bool = Field(description="A table that is given, half given and blank in turn.")
    again: bool = Field(description="Whether there are fresh numbers: ask with another seed.")
    cases: list[str] = Field(description="States to compare.")
    columns: list[CaseColumn]
    shows: Literal["ledger", "collapse", "curve", "paths", "pictures", "luck"] | None
    cell: tuple[str, Shape] | None = Field(description="The number whose paths are shown.")


class LessonDocument(LessonTitle):
    """A lesson with its experiments, which can be posted to traces as they stand."""

    seed: int
    states: dict[str, dict[str, Any]]
    values: dict[str, str] = Field(description="Numbers that its words name, as they are written.")
    parts: list[LessonPart]


class LessonMark(Document):
    """What an answer is worth."""

    right: bool
    answers: list[str] = Field(description="All that it fits: `right`, or misconceptions.")
    truth: str
    coarse: bool = Field(description="It fits, with too few digits to tell.")
    bug: str | None = Field(description="The mistake that plays this answer on.")


class PlayedRow(Document):
    """A cell that comes out otherwise; `E+` is the loss with the new weights."""

    tensor: str
    cell: Shape
    right: float
    mine: float


class PlayedAnswer(Document):
    """What follows from an answer, beside what is right."""

    rows: list[PlayedRow]
