"""The API under /api/v1: one noun a module."""

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import Route

from app.api import datasets, examples, kinds, runs, surfaces, traces
from app.limits import Limits
from app.orders import Readers
from app.scheduler import Scheduler
from app.wire import Orders

PREFIX = "/api/v1"


def routes(
    limits: Limits, orders: Orders, readers: Readers, scheduler: Scheduler
) -> tuple[Route, APIRouter]:
    """All nouns; and `POST traces`, which is asked most, once more as a plain route.

    It is to stand before all others: FastAPI's search among nested routers, and what it does
    around a decorated function, take longer than a small trace. FastAPI describes it.
    """
    api, asked = APIRouter(prefix=PREFIX), traces.router(limits, orders)
    for noun in (
        kinds.router(),
        examples.router(),
        datasets.router(limits),
        asked,
        runs.router(limits, readers.run, scheduler),
        surfaces.router(limits, readers.surface, scheduler),
    ):
        api.include_router(noun)
    (described,) = (r for r in asked.routes if isinstance(r, APIRoute))
    return Route(PREFIX + described.path, described.endpoint, methods=["POST"]), api
