"""The API under /api/v1: one noun a module."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.admission import Admission
from app.api import answers, datasets, examples, kinds, playground, runs, surfaces, traces
from app.limits import Limits
from app.problems import Problem
from app.request_reader import RequestReaders
from app.scheduler import Scheduler
from app.worker import Worker

PREFIX = "/api/v1"


def routes(
    limits: Limits,
    readers: RequestReaders,
    scheduler: Scheduler,
    worker: Worker,
    admission: Admission,
) -> tuple[dict[str, ASGIApp], APIRouter]:
    """All nouns; and by path those that are asked many times a second, as plain ASGI apps.

    FastAPI's search among nested routers, and what it does around a decorated function, take
    longer than a small trace. So it describes these routes and does not answer for them.
    """
    api = APIRouter(prefix=PREFIX)
    often = [
        runs.router(limits, readers.run, scheduler, admission),
        traces.router(limits, readers.trace, scheduler),
        surfaces.router(limits, readers.surface, scheduler),
        answers.router(limits, readers.answer, scheduler),
    ]
    for noun in (
        kinds.router(),
        examples.router(),
        datasets.router(limits, scheduler, worker),
        playground.router(limits, readers.trace, scheduler),
        *often,
    ):
        api.include_router(noun)
    described = (route for noun in often for route in noun.routes if isinstance(route, APIRoute))
    return {PREFIX + route.path: Plain(route.endpoint) for route in described}, api


class Plain:
    """An endpoint as an ASGI app."""

    def __init__(self, endpoint: Callable[[Request], Awaitable[Response]]) -> None:
        self.endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            response = await self.endpoint(Request(scope, receive))
        except Problem as problem:
            response = problem.response()
        await response(scope, receive, send)
