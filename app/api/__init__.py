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
    """The hot routes, and all nouns.

    What is posted many times a second is answered by ordinary routes of Starlette: FastAPI's
    search among nested routers, and what it does around a decorated function, take longer than a
    small trace. It describes these routes and does not answer for them.
    """
    api = APIRouter(prefix=PREFIX)
    moments = Moments()
    hot = [
        traces.router(limits, readers.trace, scheduler),
        surfaces.router(limits, readers.surface, scheduler),
        runs.router(limits, readers.run, scheduler, admission),
        answers.router(limits, readers.answer, scheduler),
        checks.router(limits, readers.check, scheduler, moments),
        paths.router(limits, readers.path, scheduler, moments),
        pulls.router(limits, readers.pull, scheduler, moments),
        gradings.router(limits, readers.grading, scheduler),
        exports.router(limits, readers.export, scheduler),
        weights.router(limits, readers.weights, scheduler),
    ]
    for noun in (
        kinds.router(),
        examples.router(),
        datasets.router(limits, scheduler, worker),
        playground.router(limits, readers.trace, scheduler),
        lessons.router(scheduler),
        own_lessons.router(limits, readers, scheduler),
        ledgers.router(limits, readers.trace, scheduler),
        *hot,
    ):
        api.include_router(noun)
    described = (route for noun in hot for route in noun.routes if isinstance(route, APIRoute))
    return [Route(PREFIX + r.path, r.endpoint, methods=["POST"]) for r in described], api
