"""What may be posted to surfaces."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Discriminator, Field, Tag, create_model

from app.limits import Limits
from app.schemas.compute_request import Request, posted
from app.schemas.fields import STRICT, Whole, whole


class Axis(BaseModel):
    """Where an axis begins and ends."""

    model_config = STRICT

    low: float
    high: float


class InputAxis(Axis):
    """An axis of an input."""

    input: Whole = Field(ge=0, description="Which input, counted from 0 as they lie in a row.")


class ParameterAxis(Axis):
    """An axis of a cell of a parameter."""

    parameter: str
    cell: list[Whole] = Field(max_length=4, description="Which cell of it.")


class SurfaceRequest(Request):
    """A body for surfaces."""

    axes: list[InputAxis | ParameterAxis]
    steps: Whole
    at: list[float] | None = None
    tensors: list[str] | None = None
    numbers: Literal["float32", "uint8"] = Field(
        "float32", description="How the values are written; uint8: low to high in 255."
    )


def surface_request(experiment: Any, limits: Limits) -> type[SurfaceRequest]:
    """The model of a body for surfaces."""
    number = Annotated[float, Field(ge=-limits.magnitude, le=limits.magnitude)]
    name = Annotated[str, Field(max_length=limits.name_length)]
    ends: dict[str, Any] = {
        "low": (number, Field(description="Where the axis begins.")),
        "high": (number, Field(description="Where it ends.")),
    }
    named: dict[str, Any] = {"parameter": (name, Field(description="Which parameter, such as W1."))}
    of_input: Any = create_model("InputAxis", __base__=InputAxis, **ends)
    of_parameter: Any = create_model("ParameterAxis", __base__=ParameterAxis, **named, **ends)
    axis: Any = Annotated[
        Annotated[of_input, Tag("of input")] | Annotated[of_parameter, Tag("of parameter")],
        Discriminator(_kind_of_axis),
    ]
    steps = whole(ge=2, le=limits.surface_steps)
    within: dict[str, Any] = {
        "axes": (
            Annotated[list[axis], Field(min_length=1, max_length=2)],
            Field(description="One or two inputs: neurons answer; or parameters: the loss does."),
        ),
        "steps": (steps, Field(32, description="Points on each axis, both ends included.")),
        "at": (
            Annotated[list[number], Field(max_length=limits.width, fail_fast=True)] | None,
            Field(None, description="The inputs that stay, all in a row; null: their means."),
        ),
        "tensors": (
            Annotated[list[name], Field(min_length=1, max_length=4 * limits.layers)] | None,
            Field(None, description="Tensors such as z1; null: what each layer gives."),
        ),
    }
    return posted(SurfaceRequest, experiment, **within)


def _kind_of_axis(axis: Any) -> str:
    given = axis if isinstance(axis, dict) else vars(axis) if isinstance(axis, BaseModel) else {}
    return "of parameter" if "parameter" in given else "of input"
