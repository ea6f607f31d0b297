"""The app, put together. Start it with `uvicorn --factory app.main:create_app`."""

import os
from collections.abc import Mapping

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from app import __version__, api, errors, openapi
from app.assets import StaticTree
from app.compression import Compression
from app.documents import Health
from app.frames import frame_schema
from app.head import HeadBounds
from app.limits import Limits
from app.orders import Readers
from app.pages import PAGE, Pages
from app.paths import STATIC
from app.scheduler import Scheduler
from app.security import SecurityHeaders


class Lab(FastAPI):
    """FastAPI, but for what is posted so often that its own share would be the larger part."""

    often: Mapping[str, ASGIApp]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        posted = scope["type"] == "http" and scope["method"] == "POST"
        plain = self.often.get(scope["path"]) if posted else None
        await (plain or super().__call__)(scope, receive, send)


def create_app(limits: Limits | None = None) -> FastAPI:
    """The ASGI app; limits come from the environment unless given.

    Raises ValueError for a setting that makes no sense.
    """
    limits = limits or Limits.from_environment(os.environ)
    static, readers = StaticTree(STATIC, PAGE), Readers.on(limits)
    asked_often, nouns = api.routes(limits, readers, Scheduler())
    app = Lab(
        title="Backprop Lab",
        summary="Every number of a neural network's training, step by step.",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        routes=[
            *Pages(static).routes(),
            Route("/static/{version}/{name:path}", static.endpoint),
        ],
    )
    app.include_router(nouns)
    app.add_api_route("/healthz", health, methods=["GET"], tags=["health"])
    openapi.describe(app, {**readers.schemas, "Frame": frame_schema()})
    app.add_middleware(HeadBounds, limits=limits)
    errors.install(app)
    app.add_middleware(Compression)
    ancestors = os.environ.get("BACKPROP_LAB_FRAME_ANCESTORS", "'self'")
    app.add_middleware(SecurityHeaders, frame_ancestors=ancestors)
    app.often = {
        path: SecurityHeaders(Compression(errors.CatchAll(HeadBounds(plain, limits))), ancestors)
        for path, plain in asked_often.items()
    }
    return app


async def health() -> Health:
    """The server is up and answers."""
    return Health(status="ok", version=__version__)
