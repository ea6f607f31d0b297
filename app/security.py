"""Headers that keep a page to itself, on every answer. Pure ASGI: it costs next to nothing.

No Strict-Transport-Security and no upgrade-insecure-requests: in a classroom the page is
served over plain http from a teacher's machine.
"""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors "
)


class SecurityHeaders:
    """Completes the headers of every answer."""

    def __init__(self, app: ASGIApp, frame_ancestors: str = "'self'") -> None:
        """`frame_ancestors`: CSP sources of the sites that may embed the page.

        Raises ValueError for text that would end the directive.
        """
        if not re.fullmatch(r"[\w.:/*'\-\[\] ]+", frame_ancestors):
            raise ValueError("frame ancestors must be CSP sources with spaces between")
        self.app = app
        self.headers = {
            "Content-Security-Policy": _POLICY + frame_ancestors,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; what an answer does not say of caching is not cached."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if scope["scheme"] == "https":  # over http browsers refuse it and complain
                    headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)
