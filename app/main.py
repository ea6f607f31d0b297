"""The app, put together. Start it with `uvicorn --factory app.main:create_app`."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from app import __version__, api
from app.api.openapi import Document
from app.api.openapi import errors as errors_of
from app.compute.admission import Admission
from app.compute.pace import cores
from app.compute.scheduler import Scheduler, restarting
from app.compute.table_process import load
from app.compute.worker import Worker
from app.garbage import collecting
from app.http import errors
from app.http.head import HeadBounds
from app.http.hosts import Hosts
from app.http.metrics import Metrics
from app.http.middleware import CommonMiddleware
from app.http.proxies import BehindProxies
from app.http.security import SecurityHeaders
from app.http.shutdown import on_shutdown
from app.limits import Limits
from app.memory import limits_of
from app.parsing.request_reader import RequestReaders
from app.schemas.frames import frame_schema
from app.schemas.responses import Health
from app.schemas.spreads import spread_frame_schema
from app.site.pages import Pages, page_files


def create_app(limits: Limits | None = None) -> Starlette:
    """The ASGI app; limits come from the environment unless given.

    The hot routes are found by their path, without FastAPI and what it does around each request;
    all else is its. Raises ValueError for a setting that makes no sense.
    """
    limits = limits or limits_of(os.environ)
    static, readers = page_files(), RequestReaders.on(limits)
    pages = Pages(static)
    scheduler, worker = Scheduler(cores()), Worker(limits.table_seconds, load)
    admission = Admission(limits)
    hot_routes, nouns = api.routes(limits, readers, scheduler, worker, admission)

    described = FastAPI(
        title="Backprop Lab",
        summary="Every number of a neural network's training, step by step.",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        root_path_in_servers=False,
        routes=[
            *pages.routes(),
            Route("/static/{version}/{name:path}", static.endpoint),
        ],
    )
    described.include_router(nouns)
    described.add_api_route("/healthz", health, methods=["GET"], tags=["health"])
    described.add_api_route(
        "/readyz", readiness(scheduler), methods=["GET"], tags=["health"], responses=errors_of(503)
    )
    frames = {"Frame": frame_schema(), "SpreadFrame": spread_frame_schema()}
    document = Document(described, {**readers.schemas, **frames})
    described.router.add_route("/openapi.json", document.endpoint, include_in_schema=False)
    errors.install(described, pages.missing)
    outermost: Any = described.build_middleware_stack()
    described.middleware_stack = outermost.app  # not what answers an error in plain text

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        scheduler.stopping = worker.stopping = False  # an app may be served again
        document.content  # noqa: B018 - it takes longer than any request may
        async with collecting(), on_shutdown(scheduler.stop, worker.stop):
            yield
        await worker.close()

    app = Starlette(routes=[Mount("", described)], lifespan=lifespan)
    app.router.default = described  # Mount does not match a path with a line break in it
    app.state.openapi = described.state.openapi = document
    app.state.worker = worker
    around: Any = CommonMiddleware(
        app.router,
        posted={route.path: route.app for route in hot_routes},
        bounds=HeadBounds(limits, Hosts(os.environ.get("BACKPROP_LAB_HOSTS", ""))),
        security=SecurityHeaders(os.environ.get("BACKPROP_LAB_FRAME_ANCESTORS", "'self'")),
    )
    if os.environ.get("BACKPROP_LAB_METRICS", "0") != "0":
        metrics = Metrics(scheduler, admission, document.value["paths"])
        described.router.routes.append(Route("/metrics", metrics.endpoint))
        around = metrics.watching(around)
    # CommonMiddleware ends every error, so what Starlette puts around for that is left out.
    app.middleware_stack = BehindProxies(
        around,
        trusted=os.environ.get("BACKPROP_LAB_TRUSTED_PROXIES", ""),
        root_path=os.environ.get("BACKPROP_LAB_ROOT_PATH", ""),
    )
    return app


async def health() -> Health:
    """The server is up and answers."""
    return Health(status="ok", version=__version__)


def readiness(scheduler: Scheduler) -> Callable[[], Awaitable[Health]]:
    """The endpoint that says whether to send requests here."""

    async def ready() -> Health:
        """The server takes requests; 503 from the moment it is told to stop."""
        if scheduler.stopping:
            raise restarting()
        return await health()

    return ready
