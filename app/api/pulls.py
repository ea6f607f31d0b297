"""Pulls: what each example of a batch makes of the gradient of a weight."""

from pydantic_core import to_json

from app.api.computing import Computing, Noun, noun
from app.compute import gradient_pulls as work
from app.compute.moment import Moments
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.explanations import Pulls
from app.schemas.path_request import PullRequest
from engine import example
from engine.pausing import Pausing


def post(
    limits: Limits, reader: RequestReader[PullRequest], scheduler: Scheduler, moments: Moments
) -> Noun:
    """`POST pulls`."""

    def create_pulls(request: PullRequest, _: bool) -> Pausing[bytes]:
        """Each example's part of the loss, and its derivative with the whole batch in place."""
        found = yield from work.pulls(request, reader, limits, moments)
        yield
        return to_json(found)

    two = example("ai-by-hand-4-3-4-3").experiment.to_json()
    first = {"experiment": two, "tensor": "W1", "cell": [0, 0]}
    return noun(
        "/pulls", Computing(limits, scheduler, reader, create_pulls), tag="why",
        summary="See which examples pull a weight, and which way",
        request="PullRequest", examples={"weight": ("On the first weight", first)}, answers=Pulls,
    )  # fmt: skip
