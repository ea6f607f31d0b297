"""What may be posted to checks."""

from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model

from app.limits import Limits
from app.schemas.compute_request import posted
from app.schemas.fields import STRICT, Positive, Whole, whole
from app.schemas.moment_request import MomentRequest
from app.schemas.run_request import Form

NUDGES, SLICES = 32, 4
"""So many in one request."""
SMALLEST, LARGEST = 1e-8, 0.1
"""Sizes of ε: below, rounding is all that is left."""


class NudgeOrder(BaseModel):
    """One number, and by how much it moves."""

    model_config = STRICT

    tensor: str
    cell: list[Whole] = Field(max_length=4, description="Which cell of it, the example first.")
    epsilon: float = Field(0.001, ge=-LARGEST, le=LARGEST, description="By how much it moves.")
    values: Form = Field(
        "none",
        description="How the change of every cell is told: not at all, as numbers, or as float64 "
        "(little-endian) in base64.",
    )


class SliceOrder(BaseModel):
    """A weight, and between which values of it the loss is asked."""

    model_config = STRICT

    tensor: str
    cell: list[Whole] = Field(max_length=4, description="Which cell of it.")
    low: float
    high: float
    steps: Whole


class CheckRequest(MomentRequest):
    """A body for checks."""

    parameters: list[str] | None = None
    cells: Positive | None = Field(
        None,
        description="At most so many cells of each parameter are checked, evenly spread; null: "
        "all.",
    )
    nudges: list[NudgeOrder] = []
    slices: list[SliceOrder] = []


def check_request(experiment: Any, limits: Limits) -> type[CheckRequest]:
    """The model of a body for checks."""
    name = Annotated[str, Field(max_length=limits.name_length)]
    number = Annotated[float, Field(ge=-limits.magnitude, le=limits.magnitude)]
    named: dict[str, Any] = {
        "tensor": (name, Field(description="A parameter, the input a0, or what an op gives."))
    }
    ends: dict[str, Any] = {
        "tensor": (name, Field(description="A parameter.")),
        "low": (number, Field(description="Where the slice begins.")),
        "high": (number, Field(description="Where it ends.")),
        "steps": (
            whole(ge=2, le=limits.surface_steps),
            Field(33, description="Points of it, both ends included."),
        ),
    }
    nudge: Any = create_model("NudgeOrder", __base__=NudgeOrder, **named)
    slice_: Any = create_model("SliceOrder", __base__=SliceOrder, **ends)
    within: dict[str, Any] = {
        "parameters": (
            Annotated[list[name], Field(max_length=4 * limits.layers)] | None,
            Field([], description="Whose gradients are checked, such as W1; null: all."),
        ),
        "nudges": (
            Annotated[list[nudge], Field(max_length=NUDGES)],
            Field([], description="Numbers to move, each alone."),
        ),
        "slices": (
            Annotated[list[slice_], Field(max_length=SLICES)],
            Field([], description="Weights over which the loss is told."),
        ),
    }
    return posted(CheckRequest, experiment, **within)
