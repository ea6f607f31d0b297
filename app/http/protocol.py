"""One connection: what a client owes has a deadline, and what it leaves unread does not last.

Every refusal goes through the app, so that it is a problem with the headers of all answers.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from app.compute.scheduler import restarting
from app.http.begun_body import BegunBody
from app.http.connections import RETRY, Connections
from app.http.owed import CLOSE, IDLE, Owed
from app.http.refusals import refusal
from app.http.request_parser import BODY, HEAD, ParsingProtocol
from app.http.rests import ENOUGH
from app.http.transport import Transport
from app.http.until_close import UntilClose
from app.problems import Problem

READ_ON = 0.05
"""Seconds in which a server that ends reads what was sent: a socket that is closed with something
unread in it resets the connection."""
GRACE = 0.2
"""Seconds of work for a client that sends no more: it may have left, or wait for its answer."""


class Protocol(ParsingProtocol):
    """Reads requests within the bounds, and answers them one after the other."""

    def __init__(self, shared: Connections, **options: Any) -> None:
        super().__init__(shared.limits, **options)
        self.shared = shared
        self.owed = Owed(shared.limits, self.loop.time())
        self.running: RequestResponseCycle | None = None
        """The request that is answered; `cycle` is the last that came."""
        self.hasty = self.no_more = False
        """The client is not waited for; it sends no more."""
        self.offered = {"begun_body": self._begun_body}
        """What the app may use beside ASGI."""

    @property
    def address(self) -> str:
        """Where the client is."""
        return self.client[0] if self.client else "a client"

    # The event loop calls:

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for a request."""
        self.out = Transport(transport, close=self._close, written=self.shared.count_unread)
        super().connection_made(cast("asyncio.Transport", self.out))
        self.shared.enter(self, self.loop)
        self._settle()
        if self.shared.ending:
            self.shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give back what it held."""
        self._hold(0)
        self.shared.leave(self)
        for waiting, _ in self.pipeline:
            waiting.on_response = _nothing  # it never runs: they would keep each other
        self.pipeline.clear()
        if self.running and not self.running.response_complete:
            self.running.disconnected = True
            self.running.message_event.set()
        super().connection_lost(exc)
        self.offered.clear()
        self.out.release()

    def data_received(self, data: bytes) -> None:
        """Read on, within the bounds."""
        if not self.deaf:
            self.parse(data)
            self._settle()
            if len(data) < ENOUGH and self._comes_alone():
                self.shared.rests.begin(self)

    def eof_received(self) -> bool:  # type: ignore[override]
        """No more comes: the client may have left, or waits for its answers."""
        if self.deaf or (self._is_idle() and not self.part):
            return False
        self.hasty = self.no_more = True
        if self.running and not self.running.response_complete:
            self.loop.call_later(GRACE, self._leave, self.running)
        self._settle()
        return True

    def shutdown(self) -> None:
        """The server ends: wait for no client, but answer what it has sent by now."""
        self.hasty = self.shared.ending = True
        self.shared.rests.end(self)
        if self.out.ended:
            self.out.abort()
        else:
            self.loop.call_later(READ_ON, self._end_soon)

    def _end_soon(self) -> None:
        """Wait for answers under way, but not for the rest of a request."""
        if self.part and not self.deaf:
            self.refuse(restarting())
        else:
            super().shutdown()

    # uvicorn calls:

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self.running = cycle
        cast("Any", cycle.scope).setdefault("extensions", self.offered)
        if self.no_more:
            self.loop.call_later(GRACE, self._leave, cycle)
        if cycle.scope["http_version"] == "1.0":
            app = UntilClose(app, cycle, self.out)
        super()._start_asgi_task(cycle, app)

    def _begun_body(self, before: bytes, behind: bytes) -> BegunBody | None:
        """Of the answer that has begun; None if that has no chunks."""
        cycle = self.running
        if cycle is None or not cycle.chunked_encoding:
            return None
        return BegunBody(cycle, self.out, before, behind)

    def on_response_complete(self) -> None:
        """Answer the next request, if it is there. uvicorn's own deadline is not needed."""
        self.out.flush()
        self.server_state.total_requests += 1
        if not self.out.is_closing():
            self.flow.resume_reading()
            if self.pipeline:
                self._start_asgi_task(*self.pipeline.pop())
        if not self.deaf:
            self.parse()
            self._settle()

    # Connections calls:

    def check(self, now: float) -> None:
        """Act on a deadline that is over. An answer that is read has none."""
        if unread := self.out.unread:
            taken = self.out.written - unread
            if self.owed.has_stopped_reading(taken, now, hasty=self.hasty):
                self.out.abort()
        elif problem := self.owed.late(now):
            self._end(problem)

    def displace(self) -> None:
        """Make room for others, at once."""
        self.hasty = True
        self._end(Problem("busy", "Others need the room of this request.", headers=RETRY))

    # The parser calls:

    def refuse(self, problem: Problem) -> None:
        """Answer what is being received with a problem, behind the answers before it, and close."""
        self.deaf, self.pending = True, b""
        self._hold(0)
        self._owe(None)
        instead, cycle = refusal(self, problem), self.cycle
        if self.part == BODY and cycle.response_started:
            self.out.close() if cycle.response_complete else self.out.abort()
        elif self.part == BODY and self.pipeline:
            self.pipeline[0] = (instead, self.app)
        elif self.part != BODY and not self._is_idle():
            self.pipeline.appendleft((instead, self.app))
        else:
            if self.part == BODY:
                cycle.disconnected = True  # whoever reads the body stops
                cycle.message_event.set()
            self._start_asgi_task(instead, self.app)

    def refuse_garbled(self) -> None:
        """Refuse what is not HTTP."""
        self.shared.garbled.warn(f"{self.address} sent what is not HTTP")
        self.refuse(Problem("bad-request", "This is not HTTP/1.1."))

    def _end(self, problem: Problem) -> None:
        if self.owed.what in (HEAD, BODY) or self.pending:
            self.refuse(problem)
        elif self.owed.what == CLOSE:
            self.out.abort()
        else:
            self.out.close()

    def _close(self) -> None:
        if not self.out.is_closing():
            self.out.end(wait=not self.hasty and (self.deaf or self.part is not None))
            self.deaf = True
            self.flow.resume_reading()
            self._owe(CLOSE)

    def _leave(self, waiting: RequestResponseCycle) -> None:
        """Take a client that sends no more, and waits in vain, for one that has left."""
        if not waiting.response_complete:
            self.out.abort()

    def _settle(self) -> None:
        """Note what the client owes now and what it makes wait."""
        if self.deaf:
            return
        if self.no_more and not self.pending:
            self._conclude()
            return
        if len(self.pending) > HIGH_WATER_LIMIT:
            self.flow.pause_reading()
        self._owe(None if self.pipeline else self.part or (IDLE if self._is_idle() else None))
        answered = self.part == BODY and self.cycle.response_complete
        self._hold(len(self.pending) + (self.received if self.part and not answered else 0))

    def _comes_alone(self) -> bool:
        """Whether part of a request has come and nothing is answered before it: else it has to be
        seen that the client leaves.
        """
        return self.owed.what == BODY or (self.owed.what == HEAD and self._is_idle())

    def _conclude(self) -> None:
        """All that a client sends has been parsed."""
        if self.part:
            self.refuse(Problem("bad-request", "The request breaks off."))
        elif self._is_idle():
            self.out.close()
        else:
            self.cycle.keep_alive = False

    def _owe(self, what: str | None) -> None:
        if self.owed.owe(what, self.loop.time()):
            self.shared.note(self)

    def _hold(self, count: int) -> None:
        self.shared.hold(self.owed.hold(count))

    def _is_idle(self) -> bool:
        return not self.pipeline and getattr(self.cycle, "response_complete", True)


def _nothing() -> None:
    """What follows an answer that nobody waits for."""
