"""JSON of moderate size goes out compressed to those who take it. Pure ASGI.

A class shares one access point: kinds and traces become a fifth. Longer answers would keep other
clients waiting while they are compressed, and streams must arrive line by line: both stay as
they are. Static files bring their own compression.
"""

import gzip

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.negotiation import best

LEAST, MOST = 1024, 65536
"""Bytes of an answer that is worth the work, and of one that still takes less than half a ms."""
LEVEL = 3


class Compression:
    """Compresses JSON answers whose length is known."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold back the head of an answer that is fit for it until its body is there."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        held: Message | None = None

        async def send_compressed(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _is_fit(message["headers"]):
                held = message
                return
            if held is not None:
                await send(_compressed(held, message, Headers(scope=scope)))
                held = None
            await send(message)

        await self.app(scope, receive, send_compressed)


def _is_fit(raw: list[tuple[bytes, bytes]]) -> bool:
    headers = Headers(raw=raw)
    length = int(headers.get("content-length", 0))
    is_json = headers.get("content-type", "").endswith("json")
    return is_json and LEAST <= length <= MOST and "content-encoding" not in headers


def _compressed(head: Message, body: Message, asked: Headers) -> Message:
    """The head that goes with the body, which is changed in place if the client takes gzip."""
    headers = MutableHeaders(raw=[*head["headers"]])
    headers.add_vary_header("Accept-Encoding")
    if best(asked.get("accept-encoding", ""), ["gzip"]) and not body.get("more_body"):
        body["body"] = gzip.compress(body["body"], LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body["body"]))
    return {**head, "headers": headers.raw}
