"""Weights: those of a file come in again."""

import base64

from app.api.computing import Computing, Noun, noun
from app.compute import exports as work
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.export_request import WeightsRequest
from app.schemas.exports import Weights
from engine import example
from engine.exchange import export
from engine.pausing import Pausing


def post(limits: Limits, reader: RequestReader[WeightsRequest], scheduler: Scheduler) -> Noun:
    """`POST weights`."""

    def create_weights(request: WeightsRequest, _: bool) -> Pausing[bytes]:
        """safetensors of a PyTorch Sequential, whatever its modules' numbers, or .npz with the
        names of the parameters. What does not fit the network is told by name and shape.
        """
        document = yield from work.opened(request, reader, limits)
        yield
        return document.model_dump_json().encode()

    mazur = example("mazur-2-2-2").experiment
    file = base64.b64encode(export(mazur, "safetensors").content).decode()
    value = {"experiment": mazur.to_json(), "file": file}
    return noun(
        "/weights", Computing(limits, scheduler, reader, create_weights), tag="exchange",
        summary="Read a file of weights", request="WeightsRequest", answers=Weights,
        examples={"safetensors": ("The weights of a Sequential", value)},
    )  # fmt: skip
