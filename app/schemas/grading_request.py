"""What may be posted to gradings."""

from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

from app.limits import Limits
from app.schemas.compute_request import Request, posted
from app.schemas.fields import Whole
from engine.explain.typed_number import LONGEST

_NUMBER: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "maxLength": LONGEST}, {"type": "null"}]
}
_ANSWER: dict[str, Any] = {
    "anyOf": [
        *_NUMBER["anyOf"],
        {"type": "array", "description": "As the tensor's shape, null where no number is given."},
        {
            "type": "object",
            "description": "Cell, such as 0,1, and its number.",
            "additionalProperties": _NUMBER,
        },
    ]
}


class GradingRequest(Request):
    """A body for gradings."""

    iteration: Whole = Field(0, ge=0, description="Which iteration the numbers are of.")
    answers: dict[str, Any]


def grading_request(experiment: Any, limits: Limits) -> type[GradingRequest]:
    """The model of a body for gradings."""
    name = Annotated[str, Field(max_length=limits.name_length)]
    answer = Annotated[Any, WithJsonSchema(_ANSWER)]
    words = (
        "Numbers by tensor. A number may be a text as people write it: 0,082 or −0.08 or ¼. Its "
        "digits tell how exact it is."
    )
    within: dict[str, Any] = {
        "answers": (
            Annotated[dict[name, answer], Field(min_length=1, max_length=limits.json_names)],
            Field(description=words),
        )
    }
    return posted(GradingRequest, experiment, **within)
