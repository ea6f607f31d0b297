"""The JSON of an experiment: a model made from the op registry, so that a new op is valid at once.

What it takes are engine values: layers, ops, data.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Annotated, Any, Literal, Union

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    create_model,
)

from app.limits import Limits
from app.schemas.engine_values import layer_of, made, op_of
from app.schemas.example_request import either, rank
from app.schemas.fields import STRICT, Positive, Whole, model, seed
from engine.bugs import bugs
from engine.experiment.batches import REMAINDERS
from engine.op import Op

_NEEDED: Any = {
    "anyOf": [
        {"required": ["inputs", "targets"], "properties": {"data": {"type": "null"}}},
        {
            "required": ["data"],
            "properties": {
                "data": {"type": "object"},
                "inputs": False,
                "targets": False,
            },
        },
    ]
}
"""What a schema of fields alone does not say."""
_FIRST = Field(fail_fast=True)
_BETWEEN = {
    "schedule": "How the learning rate changes; null: it stays.",
    "clip": "What bounds the gradients, before the penalty; null: nothing.",
    "penalty": "What draws weights towards zero; null: nothing.",
}


def experiment_model(registry: Mapping[str, type[Op]], limits: Limits) -> type[BaseModel]:
    """The model of an experiment of these ops, within the limits."""
    activation = _one_of(registry, "activation")
    reads: Any = Annotated[list[Whole | None], Field(max_length=limits.layers), _FIRST] | None
    why = "Places in layers of what it reads, −1 for the input; null in it: the layer before."
    layer: Any = _one_of(
        registry, "layer",
        activation=(activation, "identity"), reads=(reads, Field(None, description=why)),
    )  # fmt: skip
    number = Annotated[float, Field(ge=-limits.magnitude, le=limits.magnitude)]
    name = Annotated[str, Field(max_length=limits.name_length)]
    values = Annotated[list[number], _FIRST]
    matrix = Annotated[list[values], Field(max_length=limits.width), _FIRST]
    kernels = Annotated[list[Annotated[list[matrix], _FIRST]], _FIRST]
    parameter = Annotated[
        Annotated[values, Tag("vector")]
        | Annotated[matrix, Tag("matrix")]
        | Annotated[kernels, Tag("kernels")],
        Discriminator(lambda value: ("vector", "matrix", "matrix", "kernels")[rank(value) - 1]),
    ]
    between: dict[str, Any] = {
        family: (_one_of(registry, family) | None, Field(None, description=why))
        for family, why in _BETWEEN.items()
    }
    remainder: Any = Literal[REMAINDERS]
    bug: Any = Literal[tuple(bugs)]
    return create_model(
        "Experiment",
        __config__=ConfigDict(**STRICT, json_schema_extra=_NEEDED),
        layers=(
            Annotated[list[layer], Field(min_length=1, max_length=limits.layers), _FIRST],
            ...,
        ),
        loss=(_one_of(registry, "loss"), ...),
        optimizer=(_one_of(registry, "optimizer"), "sgd"),
        learning_rate=(float, Field(0.1, ge=0)),
        batch=(Positive | None, Field(None, description="Examples of an update; null: all.")),
        shuffle=(bool, Field(True, description="false: batches in the order of the examples.")),
        remainder=(
            remainder,
            Field(
                "use",
                description="What is left of an epoch, fewer than a batch: a smaller batch, left "
                "out, or carried over into the first batch of the next epoch.",
            ),
        ),
        seed=seed("Decides what is not given: a number, or a text."),
        **between,
        initial=(_one_of(registry, "initial"), "glorot_uniform"),
        initial_bias=(_one_of(registry, "initial"), "zeros"),
        frozen=(
            Annotated[list[name], Field(max_length=2 * limits.layers), _FIRST],
            Field([], description="Parameters that are not trained, such as b1."),
        ),
        parameters=(
            dict[name, parameter],
            Field(
                {},
                description="Initial values by name: W1 of (units, inputs) or (F, C, k, k), b1, …",
            ),
        ),
        bugs=(
            Annotated[list[bug], Field(max_length=len(bugs)), _FIRST],
            Field([], description="Deliberate mistakes; GET kinds lists them."),
        ),
        input_gradient=(bool, Field(False, description="Whether the way back ends at the input.")),
        **either(limits),
    )


def _one_of(registry: Mapping[str, type[Op]], family: str, **more: Any) -> Any:
    """Any op of a family, told apart by its kind; the kind alone stands for its defaults,
    where every kind has them."""
    kinds = {kind: op for kind, op in registry.items() if op.family == family}
    ops = list(kinds.values())
    make = made(layer_of(kinds) if family == "layer" else op_of(kinds))
    models = tuple(
        model(op, f"{op.__name__}Settings", more if _activated(op) else _optional(more))
        for op in ops
    )
    one: Any = models[0]
    if len(models) > 1:
        one = Annotated[Union[models], Field(discriminator="kind")]  # noqa: UP007
    if any(f.default is MISSING for op in ops for f in fields(op)):  # type: ignore[arg-type]
        return Annotated[one, make]
    short: Any = Literal[tuple(op.kind for op in ops)]
    return Annotated[one, BeforeValidator(_whole, json_schema_input_type=short | one), make]


def _activated(op: type[Op]) -> bool:
    return getattr(op, "activated", False)


def _optional(more: Mapping[str, Any]) -> dict[str, Any]:
    """The same, where no activation need stand behind an op."""
    if "activation" not in more:
        return dict(more)
    return {**more, "activation": (more["activation"][0] | None, None)}


def _whole(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value
