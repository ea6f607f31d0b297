"""Worked examples, as the API tells them."""

from typing import Any

from pydantic import Field

from app.schemas.responses import Document, Trace
from engine import Example as Worked


class ExampleTitle(Document):
    """A worked example in the list."""

    id: str
    title: str
    author: str
    source: str | None


class Examples(Document):
    """Every worked example, the shortest first."""

    examples: list[ExampleTitle]


class Example(ExampleTitle):
    """A worked example: an experiment that can be posted, and the numbers of its source."""

    experiment: dict[str, Any]
    published: dict[str, Any] = Field(description="What the source printed; null: not printed.")
    wrong: dict[str, Any] = Field(description="Printed cells that float64 does not give.")
    recomputed: dict[str, Any] = Field(description="The same in float64.")
    errata: str | None


class TracedExample(Example):
    """The same, with its first iteration if that was asked for."""

    trace: Trace | None = None


def title(example: Worked) -> ExampleTitle:
    """A worked example's line in the list."""
    return ExampleTitle(
        id=example.id, title=example.title, author=example.author, source=example.source
    )


def example(example: Worked) -> Example:
    """A worked example whole."""
    return Example(
        **title(example).model_dump(),
        experiment=example.experiment.to_json(),
        published=example.published,
        wrong=example.wrong,
        recomputed=example.recomputed,
        errata=example.errata,
    )
