"""Headers that keep a page to itself, on every answer. Pure ASGI: it costs next to nothing.

No Strict-Transport-Security and no upgrade-insecure-requests: in a classroom the page is
served over plain http from a teacher's machine.
"""

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'nonce-{nonce}'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors {ancestors}",
    ]
)
_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Adds the headers; `scope["state"]["nonce"]` is the nonce of this answer's import map."""

    def __init__(self, app: ASGIApp, frame_ancestors: str = "'self'") -> None:
        """`frame_ancestors`: CSP sources of the sites that may embed the page.

        Raises ValueError for text that would end the directive.
        """
        if not re.fullmatch(r"[\w.:/*'\-\[\] ]+", frame_ancestors):
            raise ValueError("frame ancestors must be CSP sources with spaces between")
        self.app = app
        self.frame_ancestors = frame_ancestors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _FIXED.items():
                    headers[name] = value
                headers["Content-Security-Policy"] = _POLICY.format(
                    nonce=nonce, ancestors=self.frame_ancestors
                )
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)
