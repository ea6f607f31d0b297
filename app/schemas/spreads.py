"""What a spread streams, as models."""

from typing import Any, Literal

from pydantic import Field

from app.schemas.responses import Document


class Band(Document):
    """Where the losses of all runs lie; null: beyond float64, as a run counts that diverged."""

    least: float | None
    lower: float | None = Field(description="A quarter of the runs are at or below it.")
    median: float | None
    upper: float | None = Field(description="Three quarters are.")
    largest: float | None


class Losses(Document):
    """The losses of all runs on some data."""

    losses: list[float | None] = Field(
        description="In the order of the seeds; null: none any more, for the run diverged."
    )
    band: Band


class Stopped(Document):
    """A run that left the finite numbers."""

    seed: int
    iteration: int = Field(description="The iteration that would hold the first such number.")


class SpreadEnd(Document):
    """Why a spread ended."""

    reason: Literal["done", "limit", "restart"] = Field(
        description="done: all iterations; limit: its time is over; restart: this server stops."
    )
    together: bool = Field(
        description="Whether the networks were stacked into one product, or ran one by one."
    )
    diverged: list[Stopped]


class SpreadFrame(Losses):
    """All networks before an iteration."""

    iteration: int = Field(description="Iterations done; the one that would come next.")
    test: Losses | None = Field(
        default=None, description="On what the experiment's data hold out, where they do."
    )
    end: SpreadEnd | None = Field(default=None, description="In the last frame alone.")


def spread_frame_schema() -> dict[str, Any]:
    """JSON schema of a frame, for the OpenAPI document: a stream has no model there."""
    return SpreadFrame.model_json_schema(ref_template="#/components/schemas/{model}")
