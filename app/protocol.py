"""uvicorn's HTTP protocol with bounds: what a client owes has a deadline, what it sends a limit.

Every refusal goes through the app, so that it is a problem with the headers of all answers.
"""

import asyncio
import re
from typing import Any, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.body import too_large
from app.connections import RETRY, Connections
from app.head import check_address, check_headers
from app.problems import Problem
from app.transport import Transport

IDLE, HEAD, BODY, CLOSE = "idle", "head", "body", "close"
"""What a client owes: a request, the rest of its head or of its body, to close."""
OVERHEAD = 8
"""Bytes on the wire for a byte of a body, at most: a chunk of one byte has six."""
LINGER = 10.0
"""Seconds that a client has to read the last answer, before the connection is cut."""
HASTE = 0.5
"""Seconds without reading, where the server ends or others need the room."""
GRACE = 0.1
"""Seconds of work for a client that sends no more: it may have left, or wait for its answer."""
_REQUEST_LINE = re.compile(rb"[\w!#$%&'*+.^`|~-]+ \S+ HTTP/1\.[01]\r\n")


class Protocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, shared: Connections, **options: Any) -> None:
        super().__init__(**options)
        self.ws_protocol_class = None
        self.shared, self.limits = shared, shared.limits
        of = shared.limits
        self.seconds = {
            IDLE: of.idle_seconds, HEAD: of.head_seconds, BODY: of.body_seconds, CLOSE: LINGER
        }  # fmt: skip
        self.url = b""
        self.part: str | None = None
        """What of a request is being received: HEAD, BODY, or nothing between two requests."""
        self.owed: str | None = None
        self.received = self.held = self.trailers = 0
        """Of the request being received: its bytes, those that wait for the rest, its trailers."""
        self.running: RequestResponseCycle | None = None
        """The request that is answered; `cycle` is the last that came."""
        self.deaf = self.hasty = self.upgrading = False
        """What still comes is not read; the client is not waited for; an upgrade is offered."""
        self.taken, self.progress = 0, self.loop.time()
        """Bytes that the client has read, and when it last did, or had nothing to read."""

    @property
    def address(self) -> str:
        """Where the client is."""
        return self.client[0] if self.client else "a client"

    # The event loop calls:

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for a request."""
        self.out = Transport(transport, self._close)
        super().connection_made(cast("asyncio.Transport", self.out))
        self.shared.enter(self, self.loop)
        if not self.deaf:
            self._settle()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give back what it held."""
        self._hold(0)
        self.shared.leave(self)
        self.pipeline.clear()
        if self.running and not self.running.response_complete:
            self.running.disconnected = True
            self.running.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, within the bounds."""
        if self.deaf:
            return
        self._unset_keepalive_if_required()
        self.received += len(data)
        self._feed(data)
        if not self.deaf:
            self._check_size()
            self._settle()
            self._hold(0 if self._is_answered() else self.received)

    def eof_received(self) -> bool:  # type: ignore[override]
        """No more comes: the client may have left, or waits for its answer."""
        if self.deaf or (self.part is None and self._is_idle()):
            return False
        self.hasty = True
        if self.part is None:
            self.cycle.keep_alive = False
            self.loop.call_later(GRACE, self._leave)
        else:
            self.refuse(Problem("bad-request", "The request breaks off."))
        return True

    def shutdown(self) -> None:
        """The server ends: wait for no client."""
        self.hasty = True
        if self.out.ended:
            self.out.abort()
        super().shutdown()

    # The parser calls:

    def on_message_begin(self) -> None:
        """A request begins."""
        if len(self.pipeline) >= self.limits.pipelined:
            detail = f"At most {self.limits.pipelined} requests may wait on one connection."
            raise Problem("too-many-requests", detail, limit=self.limits.pipelined)
        super().on_message_begin()
        self.part, self.trailers = HEAD, 0
        self._owe(None)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head. Those behind a body are no part of it and left out."""
        if self.part == HEAD:
            super().on_header(name, value)
            if len(self.headers) > self.limits.header_count:
                check_headers(self.headers, self.limits)
        else:
            self.trailers += 1
            if self.trailers > self.limits.header_count:
                check_headers([(name, value)] * self.trailers, self.limits)

    def on_headers_complete(self) -> None:
        """Begin to answer. A request that offers another protocol is read again without that."""
        self.upgrading = self.parser.should_upgrade()
        if self.upgrading and self.parser.get_method() == b"CONNECT":
            raise Problem("not-implemented", "This server is no proxy.")
        if not self.upgrading:
            check_address(len(self.url), self.limits)
            self.url = _origin_form(self.url)
            super().on_headers_complete()
            self.part = BODY

    def on_message_complete(self) -> None:
        """The request is complete."""
        if not self.upgrading:
            super().on_message_complete()
            self.part, self.received = None, 0

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self.running = cycle
        super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        """The answer is complete."""
        super().on_response_complete()
        if not self.deaf:
            self._settle()

    # Connections calls:

    def check(self, now: float) -> None:
        """Act on a deadline that is over. An answer that is read has none."""
        unread = self.out.unread
        if not unread:
            self.progress = now
            if self.owed and now > self.shared.owing[self]:
                limit = self.seconds[self.owed]
                detail = f"The {self.owed} of a request must arrive within {limit:g} seconds."
                self._end(Problem("timeout", detail, limit=limit))
        elif self.out.written - unread > self.taken:
            self.taken, self.progress = self.out.written - unread, now
        elif now > self.progress + (HASTE if self.hasty else self.limits.unread_seconds):
            self.out.abort()

    def displace(self) -> None:
        """Make room for others, at once."""
        self.hasty = True
        self._end(Problem("busy", "Others need the room of this request.", headers=RETRY))

    def refuse(self, problem: Problem) -> None:
        """Answer what is being received with a problem, behind the answers before it, and close."""
        self.deaf = True
        self._hold(0)
        self._owe(None)
        refusal, cycle = self._refusal(problem), self.cycle
        if self.part == BODY and cycle.response_started:
            self.out.close() if cycle.response_complete else self.out.abort()
        elif self.part == BODY and self.pipeline:
            self.pipeline[0] = (refusal, self.app)
        elif self.part != BODY and not self._is_idle():
            self.pipeline.appendleft((refusal, self.app))
        else:
            if self.part == BODY:
                cycle.disconnected = True  # whoever reads the body stops
                cycle.message_event.set()
            self._start_asgi_task(refusal, self.app)

    def _end(self, problem: Problem) -> None:
        if self.owed in (HEAD, BODY):
            self.refuse(problem)
        elif self.owed == CLOSE:
            self.out.abort()
        else:
            self.out.close()

    def _close(self) -> None:
        if not self.out.is_closing():
            self.out.end(wait=not self.hasty and (self.deaf or self.part is not None))
            self.deaf = True
            self.flow.resume_reading()
            self._owe(CLOSE)

    def _leave(self) -> None:
        """Take a client that sends no more, and waits in vain, for one that has left."""
        if not self._is_idle():
            self.out.abort()

    def _settle(self) -> None:
        """Note what the client owes now."""
        self._owe(self.part or (IDLE if self._is_idle() else None))

    def _owe(self, what: str | None) -> None:
        if what != self.owed:
            self.owed = what
            self.shared.owing.pop(self, None)
            if what:
                self.shared.owing[self] = self.loop.time() + self.seconds[what]

    def _hold(self, count: int) -> None:
        more, self.held = count - self.held, count
        self.shared.hold(more)

    def _is_idle(self) -> bool:
        return not self.pipeline and getattr(self.cycle, "response_complete", True)

    def _is_answered(self) -> bool:
        """Whether the rest of the request is read for nothing."""
        return self.part == BODY and self.cycle.response_complete

    def _check_size(self) -> None:
        """Refuse what is longer than any request that is read."""
        of = self.limits
        head = of.url_bytes + of.header_bytes + FIRST_LINE
        if self.part == HEAD and self.received > head:
            slug = "address-too-long" if len(self.url) > of.url_bytes else "headers-too-large"
            self.refuse(Problem(slug, f"A head may have {head} bytes at most.", limit=head))
        elif self.part == BODY and self.received > head + OVERHEAD * of.body_bytes:
            self.refuse(too_large(of.body_bytes))

    def _feed(self, data: bytes) -> None:
        before = self.cycle
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._feed(self._without_upgrade() + data[upgrade.args[0] :])
        except httptools.HttpParserError as error:
            reason = error.__context__
            unknown = isinstance(error, httptools.HttpParserInvalidMethodError)
            if isinstance(reason, Problem):
                self.refuse(reason)
            elif unknown and self.cycle is before and _REQUEST_LINE.match(data):
                self.refuse(Problem("not-implemented", "No address has such a method."))
            else:
                self.shared.garbled.warn(f"{self.address} sent what is not HTTP")
                self.refuse(Problem("bad-request", "This is not HTTP/1.1."))

    def _without_upgrade(self) -> bytes:
        """The head once more: where a parser is offered an upgrade, it takes the body for that."""
        version = self.parser.get_http_version().encode()
        lines = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version)]
        lines += [b"%b: %b" % field for field in self.headers if field[0] != b"upgrade"]
        return b"\r\n".join([*lines, b"", b""])

    def _refusal(self, problem: Problem) -> RequestResponseCycle:
        """Lets the app answer with a problem."""
        scope: Any = {
            "type": "http", "asgi": {"version": self.asgi_version, "spec_version": "2.3"},
            "http_version": "1.1", "method": "GET", "scheme": self.scheme, "path": "/",
            "raw_path": b"/", "root_path": self.root_path, "query_string": b"", "headers": [],
            "client": self.client, "server": self.server, "state": self.app_state.copy(),
            "extensions": {"refusal": problem},
        }  # fmt: skip
        return RequestResponseCycle(
            scope, self.transport, self.flow, self.logger, self.access_logger, access_log=False,
            default_headers=self.server_state.default_headers, message_event=asyncio.Event(),
            expect_100_continue=False, keep_alive=False, on_response=self.on_response_complete,
        )  # fmt: skip


FIRST_LINE = 64
"""Bytes of a request's first line beside its address, and of the empty line."""


def _origin_form(url: bytes) -> bytes:
    """The address without its server; what is asked of a whole server is asked of its root."""
    if url == b"*":
        return b"/"
    scheme, absolute, rest = url.partition(b"://")
    if not absolute or not scheme.isalpha():
        return url
    at = next((k for k, byte in enumerate(rest) if byte in b"/?"), len(rest))
    return rest[at:] if rest[at : at + 1] == b"/" else b"/" + rest[at:]
