"""What may be posted as examples: in full, or by kind, settings and seed of the data."""

from collections.abc import Mapping
from typing import Annotated, Any, Union

from pydantic import BaseModel, Discriminator, Field, Tag, create_model

from app.limits import Limits
from app.schemas.engine_values import data_of, made
from app.schemas.fields import SEED_LIMIT, STRICT, model, seed
from engine.data import datasets
from engine.data.dataset import DataKind

_FIRST = Field(fail_fast=True)
DIGITS: dict[str, Any] = {
    "layers": [
        {"kind": "dense", "units": 32, "activation": "relu"},
        {"kind": "dense", "units": 10, "activation": "softmax"},
    ],
    "loss": {"kind": "cross_entropy", "reduction": "mean"},
    "optimizer": "adam",
    "learning_rate": 0.01,
    "batch": 32,
    "data": {"kind": "digits", "seed": 0, "examples": 1797, "test": 0.2},
}
"""An experiment with named data, for the OpenAPI document."""


def in_full(limits: Limits, tell_apart: Any = None) -> dict[str, Any]:
    """Types of `inputs` and `targets`; lists and images are told apart by the rank of inputs."""
    number = Annotated[float, Field(ge=-limits.magnitude, le=limits.magnitude)]
    few = Field(min_length=1, max_length=limits.width)
    many = Field(min_length=1, max_length=limits.examples)
    row = Annotated[list[number], few, _FIRST]
    rows = Annotated[list[row], many, _FIRST]
    image = Annotated[list[Annotated[list[row], few, _FIRST]], few, _FIRST]
    images = Annotated[list[image], many, _FIRST]
    by_rank = Discriminator(lambda value: "images" if rank(value) > 2 else "lists")
    inputs = Annotated[
        Annotated[rows, Tag("lists")] | Annotated[images, Tag("images")],
        tell_apart or by_rank,
        Field(description="Lists of numbers, or images (channels, height, width)."),
    ]
    return {"inputs": inputs, "targets": rows}


def either(limits: Limits, kinds: Mapping[str, type[DataKind]] = datasets) -> dict[str, Any]:
    """Fields of an experiment: `inputs` and `targets`, or `data`. The engine looks that it is
    one of the two."""
    given: dict[str, Any] = {name: (of, _left_out()) for name, of in in_full(limits).items()}
    return {**given, "data": (_named(kinds), _left_out())}


def numbers_model(limits: Limits) -> type[BaseModel]:
    """What is often other in an experiment that is else the same: its examples and its seed, where
    that is a number. What is wrong with them is told by the model of an experiment.
    """
    of = in_full(limits, Field(union_mode="left_to_right"))
    of["seed"] = Annotated[int, Field(ge=0, le=SEED_LIMIT)]
    given: dict[str, Any] = {name: (kind, _left_out()) for name, kind in of.items()}
    return create_model("Numbers", __config__=STRICT, **given)


def rank(value: Any) -> int:
    """How many lists lie in one another where a value first holds something, 1 to 4."""
    found, at = 1, value
    while found < 4 and isinstance(at, list) and at and isinstance(at[0], list):
        found, at = found + 1, at[0]
    return found if at else min(max(_depth(value)[0], 1), 4)


def _depth(value: Any) -> tuple[int, bool]:
    """How many lists lie in one another, and whether something lies in them."""
    if not isinstance(value, list):
        return 0, True
    deepest = 0
    for inner in value:
        depth, holds = _depth(inner)
        deepest = max(deepest, depth)
        if holds:
            return deepest + 1, True
    return deepest + 1, False


def _named(kinds: Mapping[str, type[DataKind]]) -> Any:
    """Data of any kind, with its settings and its seed; `null` is none."""
    more = {"seed": seed("Decides all chance in the data.")}
    models = tuple(model(of, f"{of.__name__}Examples", more) for of in kinds.values())
    one: Any = Annotated[Union[models], Field(discriminator="kind")]  # noqa: UP007
    words = "Instead of inputs and targets: the training part of data as GET datasets draws them."
    return Annotated[Annotated[one, made(data_of(kinds))] | None, Field(description=words)]


def _left_out() -> Any:
    """A field that is not there unless it is given: null is no value of it."""
    return Field(
        None,
        validate_default=False,
        exclude_if=lambda value: value is None,
        json_schema_extra=_no_default,
    )


def _no_default(schema: dict[str, Any]) -> None:
    schema.pop("default")
