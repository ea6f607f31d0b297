"""What may be posted to runs."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from app.example_requests import in_full
from app.limits import Limits

STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, validate_default=True)


class Until(BaseModel):
    """When a run ends, whichever comes first. What is left out does not end it."""

    model_config = STRICT

    iteration: int | None = Field(None, ge=0, description="So many iterations are done.")
    epoch: int | None = Field(None, ge=0, description="So many times all data were seen.")
    loss: float | None = Field(None, description="The training loss of a frame is this or less.")
    accuracy: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="The training accuracy of a frame is this or more."
    )


def shared(traces: type[BaseModel]) -> tuple[Any, Any]:
    """Experiment and checkpoint of a body for traces, to define the same in another model."""
    experiment, checkpoint = (traces.model_fields[name] for name in ("experiment", "checkpoint"))
    return (experiment.annotation, experiment), (checkpoint.annotation, checkpoint)


def run_order(traces: type[BaseModel], limits: Limits) -> type[BaseModel]:
    """The model of a body for runs, with the experiment and checkpoint of a body for traces."""
    experiment, checkpoint = shared(traces)
    full: dict[str, Any] = {name: (of, ...) for name, of in in_full(limits).items()}
    test: Any = create_model("TestData", __config__=STRICT, **full)
    rate = Annotated[float, Field(ge=0.1, le=limits.frames_per_second)]
    form: Any = Literal["none", "list", "base64"]
    return create_model(
        "RunOrder",
        __config__=STRICT,
        experiment=experiment,
        checkpoint=checkpoint,
        until=(Until, Field(default_factory=dict)),
        every=(
            Annotated[int, Field(ge=1)] | None,
            Field(1, description="Iterations from frame to frame; null: as per_second asks."),
        ),
        per_second=(
            rate | None,
            Field(
                None,
                description="Frames a second. With `every` the run keeps to this pace; without, it "
                "runs on as fast as it can and shows itself so often.",
            ),
        ),
        growth=(
            Annotated[float, Field(ge=0.01, le=1)] | None,
            Field(
                None,
                description="Where `every` is null: a frame also whenever the iterations done have "
                "grown by this share, so that the beginning of a fast run is not passed over, but "
                "not so often that frames would take more time than training.",
            ),
        ),
        values=(
            form,
            Field(
                "none",
                description="Parameters and state in each frame: as numbers, or as float64 "
                "(little-endian) in base64.",
            ),
        ),
        test=(
            test | None,
            Field(
                None,
                description="Data that are not learned, with a score; null: what the experiment's "
                "`data` hold out, if it has any.",
            ),
        ),
        exact=(
            bool,
            Field(
                True,
                description="Does nothing any more: every iteration has the bytes of its trace.",
                deprecated=True,
            ),
        ),
    )
