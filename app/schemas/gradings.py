"""What gradings answers with."""

from typing import Literal

from pydantic import Field

from app.schemas.responses import Document, Shape


class GradingCounts(Document):
    """How many numbers there are of each verdict."""

    given: int
    right: int
    follows: int
    convention: int
    wrong: int


class GradedCell(Document):
    """A number that was handed in."""

    tensor: str
    cell: Shape
    given: float
    within: float = Field(description="Half a unit of its last digit.")
    expected: float
    from_own: float | None = Field(
        description="What the rule makes of the learner's own numbers, if that is another number."
    )
    verdict: Literal["right", "follows", "convention", "wrong"] = Field(
        description="follows: right from a wrong input; convention: right under the one told."
    )


class FirstWrong(Document):
    """Where it first goes wrong."""

    tensor: str
    cell: Shape
    step: int | None = Field(description="Null: it was given, and no step writes it.")


class BugExplanation(Document):
    """Bugs that all numbers follow from."""

    kind: Literal["bug"]
    bugs: tuple[str, ...]
    tensor: str = Field(description="What the first of its steps writes.")
    step: int


class ConventionExplanation(Document):
    """Conventions that all numbers follow from; nothing is wrong then."""

    kind: Literal["convention"]
    conventions: tuple[str, ...]
    keys: tuple[str, ...] = Field(description="Of the sentences that tell them.")
    order: tuple[int, ...] | None = Field(
        description="Of inputs or examples: which of ours stands where."
    )


class Deciding(Document):
    """A number that is not given and would tell the explanations apart."""

    tensor: str
    cell: Shape
    values: tuple[float, ...] = Field(description="What it is under each explanation.")


class Grading(Document):
    """Numbers of an iteration, graded by the program without bugs."""

    hash: str = Field(description="Of the experiment without bugs.")
    iteration: int
    batch: int
    verdict: Literal["right", "convention", "undecided", "wrong"] = Field(
        description="undecided: a convention and a bug explain all numbers alike."
    )
    counts: GradingCounts
    cells: list[GradedCell] = Field(description="In the order of the steps.")
    first_wrong: FirstWrong | None
    explanations: list[BugExplanation | ConventionExplanation] = Field(
        description="What all numbers follow from: bugs, alone or in pairs, and conventions."
    )
    decide: Deciding | None = Field(description="What would tell several explanations apart.")
