"""Answers whose frames are sent while they are made."""

import asyncio
from collections.abc import Callable, Iterator

from fastapi import Response
from starlette.types import Receive, Scope, Send

from app.compute.client import Client
from app.compute.job import Sink
from app.compute.scheduler import Scheduler
from app.compute.watch import while_connected

FORMS = LINES, EVENTS = ("application/jsonl", "text/event-stream")
AROUND = {LINES: (b"", b"\n"), EVENTS: (b"data: ", b"\n\n")}
"""What stands before and behind each frame."""
GRACE = 5.0
"""Seconds to send what is under way when a run's time is over."""


class Stream(Response):
    """Sends frames while they are made; ends when the client leaves or its time is over."""

    def __init__(
        self,
        scheduler: Scheduler,
        client: Client,
        frames: Iterator[bytes | None],
        rest: Callable[[], float] = float,
        *,
        form: str,
        leave: Callable[[], None],
        seconds: float,
    ) -> None:
        """`frames` and `rest` as of `Scheduler.stream`; `form` is LINES or EVENTS.

        `leave` is called at the end, which comes after so many seconds.
        """
        headers = {"Vary": "Accept", "X-Accel-Buffering": "no"}  # a proxy must not collect frames
        super().__init__(None, headers=headers, media_type=form)
        del self.headers["content-length"]
        self.scheduler, self.client, self.frames, self.rest = scheduler, client, frames, rest
        self.around, self.leave, self.seconds = AROUND[form], leave, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; the room is given back however that ends."""
        try:
            async with asyncio.timeout(self.seconds + GRACE), while_connected(receive):
                head = {"status": self.status_code, "headers": self.raw_headers}
                await send({"type": "http.response.start", **head})
                into = self._body(scope, send)
                await self.scheduler.stream(self.client, self.frames, into, self.rest)
                await send({"type": "http.response.body"})
        except TimeoutError:  # the client does not read what it is sent
            return
        finally:
            self.leave()

    def _body(self, scope: Scope, send: Send) -> Sink:
        """What the server offers for it, or messages as of every ASGI server."""
        offered = scope.get("extensions", {}).get("begun_body")
        return (offered and offered(*self.around)) or Messages(send, *self.around)


class Messages:
    """Sends frame after frame through the layers of the app."""

    def __init__(self, send: Send, before: bytes, behind: bytes) -> None:
        self.send, self.form = send, before + b"%b" + behind

    def write(self, frame: bytes) -> bool:
        """Send it when there is room."""
        self.frame = frame
        return False

    async def drain(self) -> None:
        """Send, and wait for room."""
        part = {"type": "http.response.body", "body": self.form % self.frame, "more_body": True}
        await self.send(part)
