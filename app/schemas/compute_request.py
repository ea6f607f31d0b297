"""What may be posted to compute with: an experiment, where to go on from, and what is asked."""

from typing import Annotated, Any, Self, TypeVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Discriminator, Field, InstanceOf, Tag, create_model

from app.schemas.experiment_cache import Posted
from app.schemas.fields import STRICT, Natural, Whole
from engine import Checkpoint
from engine.run.checkpoint import floats

_VALUES = Discriminator(
    lambda value: type(value).__name__,
    custom_error_type="values_type",
    custom_error_message="numbers or base64",
)


class CheckpointModel(BaseModel):
    """The values that an iteration begins with."""

    model_config = STRICT | ConfigDict(title="Checkpoint")

    iteration: Whole = Field(ge=0, description="The iteration that begins with these values.")
    values: Annotated[
        Annotated[list[float], Field(fail_fast=True), Tag("list")] | Annotated[str, Tag("str")],
        _VALUES,
    ] = Field(
        description="Parameters and state, flat, in the order of a trace: numbers, or as "
        "a frame has them, float64 (little-endian) in base64 with either alphabet."
    )

    def value(self) -> Checkpoint:
        """The checkpoint; raises InvalidExperiment for a text that is no finite numbers."""
        values = self.values
        if isinstance(values, str):
            return Checkpoint(self.iteration, floats(values))
        return Checkpoint(self.iteration, np.fromiter(values, np.float64, len(values)))


class Request(BaseModel):
    """What every request has. Its experiment is of the model that `posted` puts there."""

    model_config = STRICT | ConfigDict(frozen=True)

    experiment: InstanceOf[Posted]
    checkpoint: CheckpointModel | None = Field(
        None, description="Where to go on from; null: from the first iteration."
    )

    def about(self, experiment: Posted) -> Self:
        """The same of another experiment, in a fifth of the time of `model_copy`."""
        put, made = object.__setattr__, object.__new__(type(self))
        put(made, "__dict__", {**self.__dict__, "experiment": experiment})
        put(made, "__pydantic_fields_set__", self.__pydantic_fields_set__)
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made


class ReplacedModel(BaseModel):
    """A number in the place of the one that is computed there."""

    model_config = STRICT | ConfigDict(title="ReplacedNumber")

    tensor: str
    cell: list[Whole] = Field(max_length=4, description="Which cell of it, the example first.")
    value: float = Field(allow_inf_nan=False)


class TraceRequest(Request):
    """A body for traces."""

    iteration: Whole = Field(0, ge=0, description="Which iteration to show; 0 is the first.")
    example: Natural | None = Field(
        None,
        description="An example, counted from 0: the iteration is then the one that learns "
        "it, in the epoch of `iteration`.",
    )
    tables: bool = Field(
        True,
        description="false leaves out what all iterations of the network share, and the "
        "experiment: ops, tensors, steps, parameters, state.",
    )
    loss_after: bool = Field(
        False,
        description="true tells also the loss of the same examples with the new "
        "parameters: whether the update helped.",
    )
    replaced: ReplacedModel | None = Field(
        None,
        description="A number that is put in the place of the one of a cell: the steps behind it, "
        "and the new parameters, are computed from it.",
    )


R = TypeVar("R", bound=Request)


def posted(of: type[R], experiment: Any, **within: Any) -> type[R]:
    """The model of a request whose experiment is read like this, and these fields within limits."""
    return create_model(of.__name__, __base__=of, experiment=(experiment, ...), **within)
