"""Surfaces: what neurons answer over the plane, the loss over parameters."""

import base64
from typing import Any

import numpy as np
from pydantic_core import to_json

from app.api.computing import Computing, Noun, as_bytes, noun
from app.compute import surfaces as work
from app.compute.scheduler import Scheduler
from app.compute.surfaces import Survey
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.frames import Surfaces
from app.schemas.serialize import packed
from app.schemas.surface_request import SurfaceRequest
from engine import example
from engine.pausing import Pausing


def post(limits: Limits, reader: RequestReader[SurfaceRequest], scheduler: Scheduler) -> Noun:
    """`POST surfaces`."""

    def create_surfaces(request: SurfaceRequest, binary: bool) -> Pausing[bytes]:
        """On a line or a grid of points, with the values of a checkpoint or those at first.

        What lies beyond float32 stands at its end.
        """
        survey = yield from work.survey(request, reader, limits)
        found = yield from work.compute(survey)
        yield
        header, values = _told(survey, found)
        yield
        if binary:
            return packed(to_json(header), values)
        return to_json(header | {"values": base64.b64encode(values).decode("ascii")})

    return noun(
        "/surfaces", Computing(limits, scheduler, reader, create_surfaces, binary=True),
        tag="surfaces",
        summary="Compute what neurons answer over inputs, or the loss over parameters",
        request="SurfaceRequest", examples=_examples(), answers=Surfaces,
        responses=as_bytes("Surfaces", "the values as bytes from the next multiple of 8"),
    )  # fmt: skip


def _told(survey: Survey, found: work.Surfaces) -> tuple[dict[str, Any], bytes]:
    """The fields of a SurfacesHeader, and the values as bytes."""
    if survey.numbers == "float32":
        values = found.values.astype("<f4").tobytes()
    else:
        span = np.where(found.high > found.low, found.high - found.low, 1.0)
        between = found.values - found.low[:, None]
        between *= (255 / span)[:, None]
        values = np.rint(between, out=between).astype(np.uint8).tobytes()
    tensors = survey.experiment.program(1).tensors
    cells = [(name, cell) for name in survey.tensors for cell in np.ndindex(tensors[name].cells)]
    ends = zip(found.low.tolist(), found.high.tolist(), strict=True)
    header = {
        "iteration": survey.start.iteration,
        "axes": [points.tolist() for points in survey.points],
        "numbers": survey.numbers,
        "surfaces": [
            {"tensor": name, "cell": cell, "low": a, "high": b}
            for (name, cell), (a, b) in zip(cells, ends, strict=True)
        ],
    }
    return header, values


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
