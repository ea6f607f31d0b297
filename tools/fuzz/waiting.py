"""Connections that are slow or stay: looked after between other cases, as nobody waits for them."""

import socket
import time
from dataclasses import dataclass, field

from tools.fuzz.case import Case
from tools.fuzz.connection import connect, take

PAUSE = 0.1
"""Seconds before each piece of a slow case."""


@dataclass
class Waiting:
    """One connection."""

    connection: socket.socket
    left: list[bytes]
    stays: bool
    due: float
    heard: bytes = b""


@dataclass
class Pool:
    """So many at once at most; who finds no room is not begun."""

    room: int = 60
    held: list[Waiting] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """Answers to slow cases, and to those that stayed until the server gave them up."""
    missing: int = 0
    """Slow cases that were ended without an answer."""
    closed: int = 0
    """Cases that stayed and were ended without an answer, as they may be: they asked nothing."""

    def begin(self, address: tuple[str, int], case: Case, number: int) -> None:
        """Send the first piece."""
        if len(self.held) >= self.room:
            return
        connection = connect(address, number)
        connection.setblocking(False)
        self.held.append(Waiting(connection, [case.data, *case.pieces], case.stays, 0.0))

    def look(self) -> None:
        """Send what is due, and read what came."""
        now = time.perf_counter()
        self.held = [waiting for waiting in self.held if not self._ended(waiting, now)]

    def finish(self, seconds: float) -> int:
        """Wait for all; gives how many are still open after that time."""
        end = time.perf_counter() + seconds
        while self.held and time.perf_counter() < end:
            self.look()
            time.sleep(0.02)
        still = len(self.held)
        for waiting in self.held:
            waiting.connection.close()
        return still

    def _ended(self, waiting: Waiting, now: float) -> bool:
        over = False
        try:
            if waiting.left and now >= waiting.due:
                sent = waiting.connection.send(waiting.left[0])
                waiting.left[0] = waiting.left[0][sent:]
                if not waiting.left[0]:
                    waiting.left.pop(0)
                waiting.due = now + PAUSE
            more = waiting.connection.recv(65_536)
            waiting.heard += more
            over = not more
        except BlockingIOError:
            pass
        except OSError:
            over = True
        parted = take(waiting.heard, whole=False)
        if parted:
            self.statuses.append(parted[0])
        elif over and waiting.stays:
            self.closed += 1
        elif over:
            self.missing += 1
        if parted or over:
            waiting.connection.close()
        return bool(parted or over)
