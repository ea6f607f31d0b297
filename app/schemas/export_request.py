"""What may be posted to exports and to weights."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.limits import Limits
from app.schemas.compute_request import Request, posted
from app.schemas.moment_request import MomentRequest
from app.words import languages
from engine.exchange import targets


class ExportRequest(MomentRequest):
    """A body for exports."""

    target: str
    title: str
    language: str


class WeightsRequest(Request):
    """A body for weights."""

    file: str


def export_request(experiment: Any, limits: Limits) -> type[ExportRequest]:
    """The model of a body for exports."""
    target: Any = Literal[tuple(targets)]
    title = Annotated[str, Field(max_length=limits.name_length)]
    language: Any = Literal[languages()]
    named = "What people call the network: it stands on the file and makes its name."
    return posted(
        ExportRequest,
        experiment,
        target=(target, Field(description="What to make.")),
        title=(title, Field("", description=named)),
        language=(language, Field(languages()[0], description="Of the words in the file.")),
    )


def weights_request(experiment: Any, limits: Limits) -> type[WeightsRequest]:
    """The model of a body for weights."""
    most = -(-limits.weights_bytes // 3) * 4
    told = "Weights of a PyTorch Sequential as safetensors, or arrays as .npz, in base64."
    file = Annotated[str, Field(max_length=most)]
    return posted(WeightsRequest, experiment, file=(file, Field(description=told)))
