"""What may be posted to answers."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.limits import Limits
from app.schemas.compute_request import Request, posted
from app.schemas.example_request import in_full
from app.schemas.run_request import Form


class AnswerRequest(Request):
    """A body for answers."""

    inputs: list[Any] | None = None
    part: Literal["training", "test"] = Field(
        "training", description="Of them, those learned or those that `data` hold out."
    )
    targets: list[Any] | None = None
    tensors: list[str] | None = None
    values: Form = Field(
        "list",
        description="How they are told in JSON: not at all, as numbers, or as float64 "
        "(little-endian) in base64.",
    )


def answer_request(experiment: Any, limits: Limits) -> type[AnswerRequest]:
    """The model of a body for answers."""
    full = in_full(limits)
    inputs, targets = full["inputs"], full["targets"]
    name = Annotated[str, Field(max_length=limits.name_length)]
    within: dict[str, Any] = {
        "inputs": (
            inputs | None,
            Field(None, description="What is asked; null: the experiment's own examples."),
        ),
        "targets": (
            targets | None,
            Field(None, description="What should be answered to the inputs, for a score."),
        ),
        "tensors": (
            Annotated[list[name], Field(min_length=1, max_length=4 * limits.layers)] | None,
            Field(None, description="Tensors such as z1; null: what the network gives."),
        ),
    }
    return posted(AnswerRequest, experiment, **within)
