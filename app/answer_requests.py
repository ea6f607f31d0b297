"""What may be posted to answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from app.example_requests import in_full
from app.limits import Limits
from app.run_requests import STRICT, shared


def answer_order(traces: type[BaseModel], limits: Limits) -> type[BaseModel]:
    """The model of a body for answers, with the experiment and checkpoint of one for traces."""
    experiment, checkpoint = shared(traces)
    full = in_full(limits)
    inputs, targets = full["inputs"], full["targets"]
    name = Annotated[str, Field(max_length=limits.name_length)]
    part: Any = Literal["training", "test"]
    form: Any = Literal["none", "list", "base64"]
    return create_model(
        "AnswerOrder",
        __config__=STRICT,
        experiment=experiment,
        checkpoint=checkpoint,
        inputs=(
            inputs | None,
            Field(None, description="What is asked; null: the experiment's own examples."),
        ),
        part=(
            part,
            Field("training", description="Of them, those learned or those that `data` hold out."),
        ),
        targets=(
            targets | None,
            Field(None, description="What should be answered to the inputs, for a score."),
        ),
        tensors=(
            Annotated[list[name], Field(min_length=1, max_length=4 * limits.layers)] | None,
            Field(None, description="Tensors such as z1; null: what the network gives."),
        ),
        values=(
            form,
            Field(
                "list",
                description="How they are told in JSON: not at all, as numbers, or as float64 "
                "(little-endian) in base64.",
            ),
        ),
    )
