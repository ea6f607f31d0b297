"""Gradings: a learner's numbers, what is right of them and what explains the rest."""

from typing import Any

from app.api.computing import Computing, Noun, noun
from app.compute import gradings as work
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.grading_request import GradingRequest
from app.schemas.gradings import Grading
from engine import example
from engine.pausing import Pausing

HANDED: dict[str, tuple[str, dict[str, Any]]] = {
    "right": ("Right numbers, rounded", {"E": "0,2984", "d_W2": [[0.0822, None], [None] * 2]}),
    "wrong": ("The slope of the output left out", {"d_z2": [[0.741, -0.217]]}),
    "convention": ("A loss without its ½", {"E": 0.5967, "d_a2": [[1.4827, -0.4341]]}),
}
"""Examples of what is handed in."""


def post(limits: Limits, reader: RequestReader[GradingRequest], scheduler: Scheduler) -> Noun:
    """`POST gradings`."""

    def create_grading(request: GradingRequest, _: bool) -> Pausing[bytes]:
        """Each number is right, right from a wrong input, or wrong by its own rule.

        Where some are wrong, it is told under which mistakes of the bug zoo, alone or in pairs, and
        under which conventions all of them are as they should be, and what would decide it.
        """
        found = yield from work.graded(request, reader, limits)
        yield
        return (yield from work.told(found))

    mazur = example("mazur-2-2-2").experiment.to_json()
    return noun(
        "/gradings", Computing(limits, scheduler, reader, create_grading), tag="gradings",
        summary="Grade numbers of an iteration", request="GradingRequest", answers=Grading,
        examples={
            name: (summary, {"experiment": mazur, "answers": answers})
            for name, (summary, answers) in HANDED.items()
        },
    )  # fmt: skip
