"""Surfaces: what neurons answer over the plane, the loss over parameters."""

import base64
from typing import Any

import numpy as np

from app.api.computing import Computing, Noun, as_bytes, noun
from app.compute.scheduler import Scheduler
from app.compute.surface_plan import Surveys
from app.compute.surfaces import Surfaces, compute
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.frames import Surfaces as SurfacesDocument
from app.schemas.serialize import flat, packed
from app.schemas.surface_request import SurfaceRequest
from engine import example
from engine.pausing import Pausing


def post(limits: Limits, reader: RequestReader[SurfaceRequest], scheduler: Scheduler) -> Noun:
    """`POST surfaces`."""

    surveys = Surveys(limits)

    def create_surfaces(request: SurfaceRequest, binary: bool) -> Pausing[bytes]:
        """On a line or a grid of points, with the values of a checkpoint or those at first.

        What lies beyond float32 stands at its end.
        """
        experiment = reader.experiment(request)
        yield
        start = reader.start(request, experiment)
        survey = surveys.settle(request, experiment)
        yield
        found = yield from compute(survey, start.values)
        yield
        ends = yield from flat(np.column_stack([found.low, found.high]).ravel(), "list")
        told = survey.told % (request.numbers, *ends[1:-1].decode().split(","))
        header = f'{{"iteration":{start.iteration},{told}'.encode()
        values = _written(found, request.numbers)
        if binary:
            return packed(header + b"}", values)
        return b'%b,"values":"%b"}' % (header, base64.b64encode(values))

    return noun(
        "/surfaces", Computing(limits, scheduler, reader, create_surfaces, binary=True),
        tag="surfaces",
        summary="Compute what neurons answer over inputs, or the loss over parameters",
        request="SurfaceRequest", examples=_examples(), answers=SurfacesDocument,
        responses=as_bytes("Surfaces", "the values as bytes from the next multiple of 8"),
    )  # fmt: skip


def _written(found: Surfaces, numbers: str) -> bytes:
    """The values as bytes; those of `found` are written over."""
    values = found.values
    if numbers == "float32":
        return values.astype("<f4").tobytes()
    span = np.where(found.high > found.low, found.high - found.low, 1.0)
    values -= found.low[:, None]
    values *= (255 / span)[:, None]
    np.rint(values, out=values)
    return values.astype(np.uint8).tobytes()


def _examples() -> dict[str, tuple[str, dict[str, Any]]]:
    mazur = example("mazur-2-2-2").experiment.to_json()
    ends = {"low": -1.0, "high": 1.0}
    inputs = [{"input": k, **ends} for k in (0, 1)]
    cells = [{"parameter": "W2", "cell": [0, k], **ends} for k in (0, 1)]
    asked = {"experiment": mazur, "steps": 8, "numbers": "uint8"}
    return {
        "neurons": ("Every neuron over both inputs", {**asked, "axes": inputs}),
        "loss": ("The loss over two weights", {**asked, "axes": cells}),
    }
