"""The API under /api/v1: one noun a module."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from app.api import answers, datasets, examples, kinds, runs, surfaces, traces
from app.limits import Limits
from app.orders import Readers
from app.scheduler import Scheduler

PREFIX = "/api/v1"


def routes(limits: Limits, readers: Readers, scheduler: Scheduler) -> tuple[Route, APIRouter]:
    """All nouns; and `POST traces`, which is asked most, once more as a plain route.

    It is to stand before all others: FastAPI's search among nested routers, and what it does
    around a decorated function, take longer than a small trace. FastAPI describes it.
    """
    api, asked = APIRouter(prefix=PREFIX), traces.router(limits, readers.trace)
    for noun in (
        kinds.router(),
        examples.router(),
        datasets.router(limits),
        asked,
        runs.router(limits, readers.run, scheduler),
        surfaces.router(limits, readers.surface, scheduler),
        answers.router(limits, readers.answer, scheduler),
    ):
        api.include_router(noun)
    (described,) = (r for r in asked.routes if isinstance(r, APIRoute))
    return Route(PREFIX + described.path, Plain(described.endpoint), methods=["POST"]), api


class Plain:
    """An endpoint as an ASGI app; what it raises is handled once, around the whole app."""

    def __init__(self, endpoint: Callable[[Request], Awaitable[Response]]) -> None:
        self.endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await self.endpoint(Request(scope, receive))
        await response(scope, receive, send)
