"""What weights answers with."""

from typing import Any

from pydantic import Field

from app.schemas.responses import Document


class StartingPoint(Document):
    """A checkpoint, as traces, runs and answers take it."""

    iteration: int
    values: str


class Weights(Document):
    """The parameters that a file holds."""

    count: int = Field(description="Numbers in them.")
    parameters: dict[str, Any] | None = Field(
        description="By name, to put into an experiment; null where they are too many for that."
    )
    checkpoint: StartingPoint = Field(
        description="The same with fresh state, to begin from in any request."
    )
