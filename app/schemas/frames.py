"""What a run streams, and what surfaces and answers are, as models."""

from typing import Any, Literal

from pydantic import Field

from app.schemas.responses import Document, NonFinite, Shape


class Score(Document):
    """How the network does on data."""

    loss: float | None = Field(description="Of all these data; null: beyond float64.")
    accuracy: float | None = Field(
        default=None, description="Share of right answers; only where targets are classes."
    )


class End(Document):
    """Why a run ended."""

    reason: Literal["done", "target", "diverged", "limit", "restart"] = Field(
        description="done: the iteration or epoch asked for; target: the loss or accuracy asked "
        "for; diverged: the next iteration leaves the finite numbers; limit: the server's limit; "
        "restart: this server stops, and another goes on if the order is posted again with the "
        "last values as its checkpoint."
    )
    where: NonFinite | None = Field(default=None, description="Of a run that diverged.")


class Frame(Score):
    """The network before an iteration. With values it is a checkpoint to go on from."""

    iteration: int = Field(description="Iterations done; the one that would come next.")
    epoch: int = Field(description="So many times all data were seen.")
    test: Score | None = Field(default=None, description="On the test data, where there are any.")
    values: list[float] | str | None = Field(
        default=None, description="Parameters and state as they were asked for."
    )
    end: End | None = Field(default=None, description="In the last frame alone.")


class Surface(Document):
    """Where the values of one cell lie."""

    tensor: str
    cell: Shape
    low: float = Field(description="The smallest value.")
    high: float = Field(description="The largest.")


class SurfacesHeader(Document):
    """Surfaces without their values."""

    iteration: int
    axes: list[list[float]] = Field(description="The points of each axis.")
    numbers: Literal["float32", "uint8"]
    surfaces: list[Surface]


class Surfaces(SurfacesHeader):
    """What neurons answer over inputs, or the loss over parameters."""

    values: str = Field(
        description="Base64: surface after surface, the last axis fastest. float32 is "
        "little-endian; a byte b of uint8 stands for low + (high − low) b / 255."
    )


class Marks(Score):
    """A score with what was taken for what."""

    confusion: list[list[int]] | None = Field(
        default=None,
        description="Examples of each class (row) that were taken for each class (column); only "
        "where targets are classes. Of one output: the lower class and the upper.",
    )


class Answer(Document):
    """A tensor for every example."""

    tensor: str
    shape: Shape = Field(description="Of one example.")
    values: list[float] | str | None = Field(
        default=None, description="As they were asked for: example after example, last axis fastest"
    )


class Answers(Document):
    """What the network answers."""

    iteration: int
    examples: int
    score: Marks | None = Field(default=None, description="Where targets are known.")
    answers: list[Answer]


def frame_schema() -> dict[str, Any]:
    """JSON schema of a frame, for the OpenAPI document: a stream has no model there."""
    return Frame.model_json_schema(ref_template="#/components/schemas/{model}")
