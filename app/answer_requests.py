"""What may be posted to answers."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from app.limits import Limits
from app.run_requests import STRICT, shared


def answer_order(traces: type[BaseModel], limits: Limits) -> type[BaseModel]:
    """The model of a body for answers, with the experiment and checkpoint of one for traces."""
    experiment, checkpoint = shared(traces)
    data = experiment[0].model_fields
    inputs: Any = Annotated[data["inputs"].annotation, data["inputs"]]
    targets: Any = Annotated[data["targets"].annotation, data["targets"]]
    name = Annotated[str, Field(max_length=limits.name_length)]
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
