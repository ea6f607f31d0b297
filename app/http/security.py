"""Headers that keep a page to itself, on every answer.

No Strict-Transport-Security and no upgrade-insecure-requests: in a classroom the page is
served over plain http from a teacher's machine.
"""

import re

from starlette.types import Message, Scope

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors "
)


class SecurityHeaders:
    """Completes the headers of every answer."""

    def __init__(self, frame_ancestors: str = "'self'") -> None:
        """`frame_ancestors`: CSP sources of the sites that may embed the page.

        Raises ValueError for text that would end the directive.
        """
        if not re.fullmatch(r"[\w.:/*'\-\[\] ]+", frame_ancestors):
            raise ValueError("frame ancestors must be CSP sources with spaces between")
        self.headers = [
            (b"content-security-policy", (_POLICY + frame_ancestors).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
            (
                b"permissions-policy",
                b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            ),
        ]

    def complete(self, head: Message, scope: Scope) -> None:
        """Put them into the head of an answer; what it does not say of caching is not cached."""
        given = head.get("headers", ())
        headers = head["headers"] = [*given, *self.headers]
        if scope["scheme"] == "https":  # over http browsers refuse it and complain
            headers.append((b"cross-origin-opener-policy", b"same-origin"))
        if b"cache-control" not in dict(given):
            headers.append((b"cache-control", b"no-store"))
