"""Answers of no told length to HTTP/1.0, which has no chunks (RFC 9112, 6.1): they end where the
connection ends. uvicorn would send chunks.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from app.http.transport import Transport


class UntilClose:
    """Passes a request on to the app, and what it answers to the connection."""

    def __init__(self, app: ASGIApp, cycle: RequestResponseCycle, out: Transport) -> None:
        self.app, self.cycle, self.out = app, cycle, out

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        cycle, told = self.cycle, True

        async def answer(message: Message) -> None:
            nonlocal told
            if message["type"] == "http.response.start":
                told = b"content-length" in dict(message["headers"])
                if not told:
                    cycle.chunked_encoding = cycle.keep_alive = False
            elif not told:
                await cycle.flow.drain()
                self.out.write(message.get("body", b""))
                message = {**message, "body": b""}
            await send(message)

        await self.app(scope, receive, answer)
