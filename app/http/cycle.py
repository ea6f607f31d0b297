"""A request and its answer, as uvicorn has them, with a head that is put together in less time."""

from functools import lru_cache
from typing import Any

from uvicorn.protocols.http.httptools_impl import (
    HEADER_RE,
    HEADER_VALUE_RE,
    STATUS_LINE,
    RequestResponseCycle,
)

WITHOUT_BODY = (204, 304)
DECIDES = (b"content-length", b"transfer-encoding", b"connection")
"""Fields that say how the answer ends."""


class Cycle(RequestResponseCycle):
    """Answers as uvicorn does; lines of the head that were written before are not checked again."""

    async def send(self, message: Any) -> None:
        """Send the head or a part of the body."""
        is_head = message["type"] == "http.response.start" and not self.response_started
        is_usual = not self.access_log and self.chunked_encoding is None
        if self.disconnected or self.flow.write_paused or not (is_head and is_usual):
            await super().send(message)
            return
        status, lines, length = message["status"], [], None
        for field in (*self.default_headers, *message.get("headers", ())):
            name, line = _line(field)
            lines.append(line)
            if name in DECIDES:
                if name != b"content-length" or length is not None:
                    await super().send(message)
                    return
                length = int(field[1])
        self.response_started, self.waiting_for_100_continue = True, False
        if length is not None:
            self.expected_content_length, self.chunked_encoding = length, False
        if not self.keep_alive:
            lines.append(b"connection: close\r\n")
        if length is None and self.scope["method"] != "HEAD" and status not in WITHOUT_BODY:
            self.chunked_encoding = True
            lines.append(b"transfer-encoding: chunked\r\n")
        self.transport.write(b"%b%b\r\n" % (STATUS_LINE[status], b"".join(lines)))


@lru_cache(maxsize=256)
def _line(field: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """The name of a field in small letters, and its line; raises RuntimeError for what is none."""
    name, value = field
    if HEADER_RE.search(name) or HEADER_VALUE_RE.search(value):
        raise RuntimeError("Invalid HTTP header.")
    name = name.lower()
    return name, b"%b: %b\r\n" % (name, value)
