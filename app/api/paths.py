"""Paths: the routes from a cell to the loss."""

from app.api.computing import Computing, Noun, noun
from app.compute import gradient_paths as work
from app.compute.moment import Moments
from app.compute.scheduler import Scheduler
from app.limits import Limits
from app.parsing.request_reader import RequestReader
from app.schemas.explanations import Paths
from app.schemas.path_request import PathRequest
from engine import example
from engine.pausing import Pausing


def post(
    limits: Limits, reader: RequestReader[PathRequest], scheduler: Scheduler, moments: Moments
) -> Noun:
    """`POST paths`."""

    def create_paths(request: PathRequest, _: bool) -> Pausing[bytes]:
        """Each path has a product of local derivatives; their sum is the gradient.

        Listed are those of the largest products. The others are counted and summed, and so are
        all paths of the network, without walking them.
        """
        return (yield from work.paths(request, reader, limits, moments))

    mazur = example("mazur-2-2-2").experiment.to_json()
    first = {"experiment": mazur, "tensor": "W1", "cell": [0, 0]}
    return noun(
        "/paths", Computing(limits, scheduler, reader, create_paths), tag="why",
        summary="Follow a cell to the loss on every path",
        request="PathRequest", examples={"weight": ("From the first weight", first)}, answers=Paths,
    )  # fmt: skip
