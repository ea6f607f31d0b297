"""What may be posted to runs."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from app.limits import Limits
from app.schemas.compute_request import Request, posted
from app.schemas.example_request import in_full
from app.schemas.fields import STRICT, Natural, Positive

Form = Literal["none", "list", "base64"]
"""How numbers are told in JSON."""


class Until(BaseModel):
    """When a run ends, whichever comes first. What is left out does not end it."""

    model_config = STRICT

    iteration: Natural | None = Field(None, description="So many iterations are done.")
    epoch: Natural | None = Field(None, description="So many times all data were seen.")
    loss: float | None = Field(None, description="The training loss of a frame is this or less.")
    accuracy: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="The training accuracy of a frame is this or more."
    )


class TestData(BaseModel):
    """Data that are not learned."""

    model_config = STRICT

    inputs: list[Any]
    targets: list[Any]


class RunRequest(Request):
    """A body for runs."""

    until: Annotated[Until, Field(default_factory=dict)]
    every: Positive | None = Field(
        1, description="Iterations from frame to frame; null: as per_second asks."
    )
    per_second: float | None = None
    growth: Annotated[float, Field(ge=0.01, le=1)] | None = Field(
        None,
        description="Where `every` is null: a frame also whenever the iterations done have "
        "grown by this share, so that the beginning of a fast run is not passed over, but "
        "not so often that frames would take more time than training.",
    )
    values: Form = Field(
        "none",
        description="Parameters and state in each frame: as numbers, or as float64 "
        "(little-endian) in base64.",
    )
    test: TestData | None = None
    exact: bool = Field(
        True,
        description="Does nothing any more: every iteration has the bytes of its trace.",
        deprecated=True,
    )


def run_request(experiment: Any, limits: Limits) -> type[RunRequest]:
    """The model of a body for runs."""
    full: dict[str, Any] = {name: (of, ...) for name, of in in_full(limits).items()}
    test: Any = create_model("TestData", __base__=TestData, **full)
    rate = Annotated[float, Field(ge=0.1, le=limits.frames_per_second)]
    within: dict[str, Any] = {
        "per_second": (
            rate | None,
            Field(
                None,
                description="Frames a second. With `every` the run keeps to this pace; without, it "
                "runs on as fast as it can and shows itself so often.",
            ),
        ),
        "test": (
            test | None,
            Field(
                None,
                description="Data that are not learned, with a score; null: what the experiment's "
                "`data` hold out, if it has any.",
            ),
        ),
    }
    return posted(RunRequest, experiment, **within)
