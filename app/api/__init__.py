"""The API under /api/v1: one noun a module."""

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import Route

from app.api import (
    answers,
    checks,
    datasets,
    examples,
    exports,
    gradings,
    kinds,
    ledgers,
    lessons,
    own_lessons,
    paths,
    playground,
    pulls,
    runs,
    spreads,
    surfaces,
    traces,
    weights,
)
from app.compute.admission import Admission
from app.compute.moment import Moments
from app.compute.scheduler import Scheduler
from app.compute.worker import Worker
from app.limits import Limits
from app.parsing.request_reader import RequestReaders

PREFIX = "/api/v1"


def routes(
    limits: Limits, readers: RequestReaders, scheduler: Scheduler, worker: Worker,
    admission: Admission,
) -> tuple[list[Route], APIRouter]:  # fmt: skip
    """The hot routes, which are found by their path alone, and all nouns.

    What is posted many times a second is answered by apps of its own: FastAPI's search among nested
    routers, and what it does around a decorated function, take longer than a small trace. It
    describes these routes and does not answer for them.
    """
    api = APIRouter(prefix=PREFIX)
    moments = Moments()
    posted = [
        traces.post(limits, readers.trace, scheduler),
        surfaces.post(limits, readers.surface, scheduler),
        answers.post(limits, readers.answer, scheduler),
        checks.post(limits, readers.check, scheduler, moments),
        paths.post(limits, readers.path, scheduler, moments),
        pulls.post(limits, readers.pull, scheduler, moments),
        gradings.post(limits, readers.grading, scheduler),
        exports.post(limits, readers.export, scheduler),
        weights.post(limits, readers.weights, scheduler),
        *ledgers.post(limits, readers.trace, scheduler),
    ]
    streamed = [
        runs.router(limits, readers.run, scheduler, admission),
        spreads.router(limits, readers.spread, scheduler, admission),
    ]
    for described in (
        kinds.router(),
        examples.router(),
        datasets.router(limits, scheduler, worker),
        playground.router(limits, readers.trace, scheduler),
        lessons.router(scheduler),
        own_lessons.router(limits, readers, scheduler),
        *streamed,
        *(noun.described for noun in posted),
    ):
        api.include_router(described)
    hot = [Route(PREFIX + noun.path, noun.app, methods=["POST"]) for noun in posted]
    of_runs = [r for noun in streamed for r in noun.routes if isinstance(r, APIRoute)]
    hot += [Route(PREFIX + route.path, route.endpoint, methods=["POST"]) for route in of_runs]
    return hot, api
