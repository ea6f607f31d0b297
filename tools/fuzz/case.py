"""One bad input: bytes for a connection of its own, and what is owed for them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any


@dataclass(frozen=True)
class Case:
    """What is sent, and how the connection goes on."""

    data: bytes
    """Sent at once."""
    owed: int = 1
    """Answers that must come. With 0 the client leaves as soon as all is sent."""
    pieces: tuple[bytes, ...] = ()
    """Sent after it, with a pause before each."""
    stays: bool = False
    """The client sends nothing more and waits until the server ends it."""


@dataclass(frozen=True)
class Api:
    """What the server says it has, from its OpenAPI document."""

    paths: tuple[str, ...]
    """Addresses, with names filled in."""
    orders: dict[str, list[Any]] = field(default_factory=dict)
    """Good bodies by the path that they can be posted to."""
    queries: dict[str, list[str]] = field(default_factory=dict)
    """Names of parameters by path."""


Kind = Callable[[Random, Api], Case]


def request(
    path: str, body: bytes = b"", *, method: str = "", headers: str = "", kind: str = ""
) -> bytes:
    """A request; `headers` are whole lines. With a body it is a POST of JSON unless told."""
    method = method or ("POST" if body else "GET")
    lines = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
    if body:
        lines += f"Content-Type: {kind or 'application/json'}\r\nContent-Length: {len(body)}\r\n"
    return lines.encode("utf-8", "surrogatepass") + b"\r\n" + body


def size(random: Random, most: int) -> int:
    """A size up to `most`, as often small as large."""
    return int(most ** random.random())
