"""HEAD and OPTIONS, as RFC 9110 has them (9.3.2, 9.3.7), for every address."""

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


def allowed(routes: list[BaseRoute], scope: Scope) -> list[str]:
    """The methods of the address that a request is for."""
    found = [
        method
        for method in ASKED
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in routes)
    ]
    return [*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"]
