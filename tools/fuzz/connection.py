"""One case on one connection: what came back, and when."""

import contextlib
import select
import socket
import time
from dataclasses import dataclass

from tools.fuzz.case import Case

PATIENCE = 20.0
"""Seconds after which an answer counts as missing."""


@dataclass(frozen=True)
class Outcome:
    """What a client saw."""

    statuses: tuple[int, ...] = ()
    """Of the answers that came; 0 stands for one that is no HTTP."""
    missing: int = 0
    """Answers that were owed and did not come."""
    seconds: float = 0.0
    """From the last byte sent to the head of the first answer."""


def connect(address: tuple[str, int], number: int) -> socket.socket:
    """A connection from one of eight addresses of this machine, which have ports enough."""
    return socket.create_connection(address, PATIENCE, (f"127.0.0.{2 + number % 8}", 0))


def exchange(address: tuple[str, int], case: Case, number: int) -> Outcome:
    """Send what a case has at once and read the answers that it is owed."""
    with connect(address, number) as connection:
        connection.setblocking(False)
        heard = _send(connection, case.data)
        if not case.owed:
            return Outcome()
        return _read(connection, case.owed, heard, time.perf_counter())


def _send(connection: socket.socket, data: bytes) -> bytes:
    """Send all, or until the server answers or ends it; gives what has been heard meanwhile."""
    left, heard = memoryview(data), b""
    end = time.perf_counter() + PATIENCE
    while left and time.perf_counter() < end:
        readable, writable, _ = select.select([connection], [connection], [], 1.0)
        try:
            if readable:
                heard += (more := connection.recv(65_536))
                if not more:
                    break
            elif writable:
                left = left[connection.send(left[:262_144]) :]
        except OSError:
            break
    return heard


def _read(connection: socket.socket, owed: int, heard: bytes, begin: float) -> Outcome:
    statuses: list[int] = []
    first, end = 0.0, begin + PATIENCE
    while True:
        while (parted := take(heard, whole=owed > 1)) is not None:
            status, heard = parted
            if status != 100:
                statuses.append(status)
            first = first or time.perf_counter() - begin
            if len(statuses) == owed:
                return Outcome(tuple(statuses), 0, first)
        more = b""
        if select.select([connection], [], [], max(0.0, end - time.perf_counter()))[0]:
            with contextlib.suppress(OSError):
                more = connection.recv(65_536)
        if not more:
            return Outcome(tuple(statuses), owed - len(statuses), first or end - begin)
        heard += more


def take(heard: bytes, *, whole: bool) -> tuple[int, bytes] | None:
    """The status of the first answer and what follows it; None while it is not there.

    `whole`: its body as well, as long as its head says.
    """
    if heard and not b"HTTP/1.1 ".startswith(heard[:9]) and not heard.startswith(b"HTTP/1.1 "):
        return 0, b""
    head, ended, rest = heard.partition(b"\r\n\r\n")
    if not ended:
        return None
    status = int(head[9:12])
    if whole and status != 100:
        told = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        length = int(told[0].partition(b":")[2]) if told else 0
        if len(rest) < length:
            return None
        rest = rest[length:]
    return status, rest
