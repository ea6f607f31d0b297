"""HEAD and OPTIONS, as RFC 9110 has them (9.3.2, 9.3.7), for every address."""

from collections.abc import Mapping
from typing import Any

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASKED = ("GET", "POST")
"""Methods that routes answer; the others follow from them."""


class HeadAsGet:
    """Answers HEAD as GET, without the content."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, HEAD in the guise of GET."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if "body" in message else message)

        await self.app({**scope, "method": "GET"}, receive, send_head)


def allowed(routes: list[BaseRoute], scope: Scope, documented: Mapping[str, Any]) -> list[str]:
    """The methods of the address that a request is for.

    `documented` has the paths of the OpenAPI document: one that is written out there
    (`lessons/marks`) is not one of those with a name in it (`lessons/{id}`), whose route it meets.
    """
    path = documented.get(scope["path"].removeprefix(scope.get("root_path", "")))
    found = [
        method
        for method in ASKED
        if (method.lower() in path if path else _matches(routes, {**scope, "method": method}))
    ]
    return [*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"]


def _matches(routes: list[BaseRoute], scope: Scope) -> bool:
    return any(route.matches(scope)[0] is Match.FULL for route in routes)
