"""What is done around every request, in one layer: each layer of its own costs as much as reading
a small body. Pure ASGI.
"""

import logging
from collections.abc import Mapping

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.compute.watch import ClientLeft
from app.http.compression import compressed, is_fit
from app.http.head import HeadBounds
from app.http.proxies import path_below
from app.http.security import SecurityHeaders
from app.problems import Problem

log = logging.getLogger("backprop_lab")


class CommonMiddleware:
    """Refuses what is no request by its head, makes every error a problem, compresses answers,
    completes their headers, and answers HEAD as GET, without the content.
    """

    def __init__(
        self, app: ASGIApp, posted: Mapping[str, ASGIApp], bounds: HeadBounds,
        security: SecurityHeaders,
    ) -> None:  # fmt: skip
        """`posted`: by path, apps that take a POST to it in the place of `app`."""
        self.app, self.posted, self.bounds, self.security = app, posted, bounds, security

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, in the place of the app where that fails before it answers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_bare, started = scope["method"] == "HEAD", False
        held: Message | None = None

        async def answer(message: Message) -> None:
            nonlocal started, held
            if message["type"] == "http.response.start":
                held = message if is_fit(message["headers"]) else None
                if held:  # until its body is there
                    return
                started = True
                self.security.complete(message, scope)
            elif held is not None:
                head, held, started = compressed(held, message, scope), None, True
                self.security.complete(head, scope)
                await send(head)
            if is_bare and "body" in message:
                message = {**message, "body": b""}
            await send(message)

        try:
            self.bounds.check(scope)
            app = self.app
            if scope["method"] == "POST":
                app = self.posted.get(path_below(scope), app)
            await app({**scope, "method": "GET"} if is_bare else scope, receive, answer)
        except Problem as refusal:
            await refusal.response()(scope, receive, answer)
        except (ClientLeft, ClientDisconnect):
            return
        except Exception:
            log.exception("unexpected error")
            if started:
                raise
            problem = Problem("internal", "Something went wrong here; it has been noted.")
            await problem.response()(scope, receive, answer)
