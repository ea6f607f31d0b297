"""uvicorn's HTTP protocol with bounds on what a request may be, as its parser finds it."""

import asyncio
import re
from typing import Any
from urllib.parse import unquote

import httptools
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.http.cycle import Cycle
from app.http.head import check_address, check_headers
from app.limits import Limits
from app.parsing.body import too_large
from app.problems import Problem

HEAD, BODY = "head", "body"
"""Parts of a request."""
PIECE = 4096
"""Bytes that are parsed at a time: the shortest requests are 18 bytes long."""
FIRST_LINE = 64
"""Bytes of a request's first line beside its address, and of the empty line."""
OVERHEAD = 8
"""Bytes on the wire for a byte of a body, at most: a chunk of one byte has six."""
METHODS = "GET, HEAD, OPTIONS, POST"
"""What addresses of this server take."""
_REQUEST_LINE = re.compile(rb"[\w!#$%&'*+.^`|~-]+ \S+ HTTP/1\.[01]\r\n")


class ParsingProtocol(HttpToolsProtocol):
    """Parses requests in turn: what comes behind one that waits is parsed when that does not."""

    def __init__(self, limits: Limits, **options: Any) -> None:
        super().__init__(**options)
        self.ws_protocol_class = None
        self.limits = limits
        self.url = b""
        self.part: str | None = None
        """What of a request is being received: HEAD, BODY, or nothing between two requests."""
        self.received = self.trailers = 0
        """Of the request being received: its bytes, its trailers."""
        self.pending = b""
        """Bytes that are parsed when no request waits."""
        self.deaf = self.upgrading = False
        """What still comes is not read; an upgrade is offered."""

    def refuse(self, problem: Problem) -> None:
        """Answer what is being received with a problem, be deaf from now on, and close."""
        raise NotImplementedError

    def refuse_garbled(self) -> None:
        """Refuse what is not HTTP."""
        raise NotImplementedError

    def parse(self, data: bytes = b"") -> None:
        """Parse what is pending, and then the data, until a request waits for another's answer."""
        data, at = self.pending + data, 0
        while at < len(data) and not self.pipeline and not self.deaf:
            piece = data[at : at + PIECE]
            at += len(piece)
            self.received += len(piece)
            self._feed(piece)
            if not self.deaf:
                self._check_size()
        self.pending = b"" if self.deaf else data[at:]

    # The parser calls:

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.part, self.trailers = HEAD, 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head. Those behind a body are no part of it and left out."""
        if self.part == HEAD:
            name = name.lower()
            if name == b"expect" and value.lower() == b"100-continue":
                self.expect_100_continue = True
            self.headers.append((name, value))
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
            raise _no_such_method("This server is no proxy.")
        if not self.upgrading:
            check_address(len(self.url), self.limits)
            self.url = _origin_form(self.url)
            self._begin()
            self.part = BODY

    def on_body(self, body: bytes) -> None:
        """Part of a body. The app is woken when there is much of it, or all: not for each byte."""
        cycle = self.cycle
        if not (self.upgrading or cycle.response_complete):
            cycle.body += body
            if len(cycle.body) > HIGH_WATER_LIMIT:
                self.flow.pause_reading()
                cycle.message_event.set()

    def on_message_complete(self) -> None:
        """The request is complete."""
        if not self.upgrading:
            super().on_message_complete()
            self.part, self.received = None, 0

    def _begin(self) -> None:
        """Begin to answer, now or behind the request before: what of uvicorn's is needed here."""
        scope: Any = self.scope
        version, url = self.parser.get_http_version(), httptools.parse_url(self.url)
        path = url.path.decode("ascii")
        if "%" in path:
            path = unquote(path)
        scope["method"] = self.parser.get_method().decode("ascii")
        scope["http_version"] = version
        scope["path"], scope["raw_path"] = self.root_path + path, self.root_path.encode() + url.path
        scope["query_string"] = url.query or b""
        before, self.cycle = self.cycle, Cycle(
            scope, self.transport, self.flow, self.logger, self.access_logger, self.access_log,
            self.server_state.default_headers, asyncio.Event(), self.expect_100_continue,
            version != "1.0" and self.parser.should_keep_alive(), self.on_response_complete,
        )  # fmt: skip
        if getattr(before, "response_complete", True):
            self._start_asgi_task(self.cycle, self.app)
        else:
            self.flow.pause_reading()
            self.pipeline.appendleft((self.cycle, self.app))

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
                self.refuse(_no_such_method("No address has such a method."))
            else:
                self.refuse_garbled()

    def _without_upgrade(self) -> bytes:
        """The head once more: where a parser is offered an upgrade, it takes the body for that."""
        version = self.parser.get_http_version().encode()
        lines = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version)]
        lines += [b"%b: %b" % field for field in self.headers if field[0] != b"upgrade"]
        return b"\r\n".join([*lines, b"", b""])

    def _check_size(self) -> None:
        """Refuse what is longer than any request that is read."""
        of = self.limits
        head = of.url_bytes + of.header_bytes + FIRST_LINE
        if self.part == HEAD and self.received > head:
            slug = "address-too-long" if len(self.url) > of.url_bytes else "headers-too-large"
            self.refuse(Problem(slug, f"A head may have {head} bytes at most.", limit=head))
        elif self.part == BODY and self.received > head + OVERHEAD * of.body_bytes:
            self.refuse(too_large(of.body_bytes))


def _no_such_method(detail: str) -> Problem:
    return Problem("method-not-allowed", detail, headers={"Allow": METHODS})


def _origin_form(url: bytes) -> bytes:
    """The address without its server; what is asked of a whole server is asked of its root."""
    if url == b"*":
        return b"/"
    scheme, absolute, rest = url.partition(b"://")
    if not absolute or not scheme.isalpha():
        return url
    at = next((k for k, byte in enumerate(rest) if byte in b"/?"), len(rest))
    return rest[at:] if rest[at : at + 1] == b"/" else b"/" + rest[at:]
