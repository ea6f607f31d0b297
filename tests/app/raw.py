"""Requests written byte by byte, and answers read from the socket."""

import json
import socket
import time
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

HOST = b"Host: lab.test\r\n"
JSON = b"Content-Type: application/json\r\n"


class Answer(NamedTuple):
    """One answer as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> str:
        """Its type, of a problem that has the headers of all answers."""
        assert self.headers["content-type"] == "application/problem+json"
        assert self.headers["content-security-policy"].startswith("default-src 'none'")
        assert self.headers["x-content-type-options"] == "nosniff"
        document: dict[str, Any] = json.loads(self.body)
        assert document["status"] == self.status
        return str(document["type"]).removeprefix("/problems/")


class Raw:
    """A connection to a server."""

    def __init__(self, origin: str, *parts: bytes) -> None:
        at = urlsplit(origin)
        self.socket = socket.create_connection((at.hostname, at.port), timeout=10)
        self.buffer = b""
        for part in parts:
            self.send(part)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def end(self) -> None:
        """Send no more, but go on reading."""
        self.socket.shutdown(socket.SHUT_WR)

    def answer(self) -> Answer:
        """The next answer; of one without a length, its head."""
        head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        size = int(headers.get("content-length", 0))
        while len(self.buffer) < size:
            self.buffer += self._more()
        body, self.buffer = self.buffer[:size], self.buffer[size:]
        return Answer(int(head[0].split()[1]), headers, body)

    def is_closed(self) -> bool:
        """Whether nothing comes any more, waiting for it."""
        return not self.buffer and not self.socket.recv(1)

    def closed_after(self) -> float:
        """Seconds until the server closes, with what it may have sent thrown away."""
        begin = time.monotonic()
        try:
            while self.socket.recv(65536):
                pass
        except ConnectionResetError:
            pass
        return time.monotonic() - begin

    def _until(self, end: bytes) -> bytes:
        while end not in self.buffer:
            self.buffer += self._more()
        found, _, self.buffer = self.buffer.partition(end)
        return found

    def _more(self) -> bytes:
        more = self.socket.recv(65536)
        assert more, f"closed without an answer: {self.buffer!r}"
        return more


def head(method: str = "GET", path: str = "/healthz", *fields: bytes) -> bytes:
    """A request's head, to its end."""
    first = f"{method} {path} HTTP/1.1\r\n".encode()
    return b"".join([first, HOST, *fields, b"\r\n"])


def posted(body: bytes, *fields: bytes, path: str = "/api/v1/traces") -> bytes:
    """A request with a body of JSON."""
    length = b"Content-Length: %d\r\n" % len(body)
    return head("POST", path, JSON, length, *fields) + body
