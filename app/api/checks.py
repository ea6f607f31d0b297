"""Checks: gradients proven, numbers nudged, and the loss over a weight."""

from typing import Any

from pydantic_core import to_json

from app.api.computing import Computing, Noun, noun
from app.compute import gradient_checks as work
from app.compute.moment import Moments
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.check_request import CheckRequest
from app.schemas.explanations import Checks
from engine import example
from engine.pausing import Pausing


def post(
    limits: Limits, reader: RequestReader[CheckRequest], scheduler: Scheduler, moments: Moments
) -> Noun:
    """`POST checks`."""

    def create_checks(request: CheckRequest, _: bool) -> Pausing[bytes]:
        """Of one iteration, on its batch and with its noise.

        A nudge moves one number and computes all that follows again: ΔE stands beside gradient ·
        ε, with the reason of what lies between. A slice is the loss over one weight, with its
        tangent and with what the step of descent promised and brought.
        """
        found = yield from work.checks(request, reader, limits, moments)
        yield
        return to_json(found)

    return noun(
        "/checks", Computing(limits, scheduler, reader, create_checks), tag="why",
        summary="Prove gradients, nudge numbers, and see the loss over a weight",
        request="CheckRequest", examples=_examples(), answers=Checks,
    )  # fmt: skip


def _examples() -> dict[str, tuple[str, dict[str, Any]]]:
    mazur = {"experiment": example("mazur-2-2-2").experiment.to_json()}
    cell = {"tensor": "W1", "cell": [0, 0]}
    nudges = [{**cell, "epsilon": 0.001, "values": "list"}]
    slices = [{**cell, "low": -1.0, "high": 1.0}]
    return {
        "all": ("Prove every gradient", {**mazur, "parameters": None}),
        "nudge": ("Nudge a weight, and tell what changes", {**mazur, "nudges": nudges}),
        "slice": ("The loss over a weight", {**mazur, "slices": slices}),
    }
