"""The connections of one server process: how many there are, what they hold, whom they wait for."""

import asyncio
import contextlib
from itertools import chain
from typing import TYPE_CHECKING

from app.http.rate_limited_log import Rarely
from app.http.rests import Rests
from app.limits import Limits
from app.problems import Problem

if TYPE_CHECKING:
    from app.http.protocol import Protocol

BACKLOG, SHORT_BACKLOG = 1024, 128
"""Connections that the system accepts before the event loop has seen them: a client that finds no
place there tries again after a second. The shorter where files are scarce."""
OWN_FILES = 64
"""Files of the process beside connections and what is accepted in one turn of the event loop."""
PERIOD = 1.0
"""Seconds between two looks at the deadlines."""


class Connections:
    """Counts them, and makes room where there is none.

    Room is made by closing the connection whose client has owed something for longest: a request,
    or the rest of one. So who only keeps connections open never shuts others out.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.open: set[Protocol] = set()
        self.owing: dict[Protocol, None] = {}
        """Connections whose client has to act; who owes for longest comes first."""
        self.held = 0
        """Bytes of all requests that are not complete, or wait for those before them."""
        self.unread = 0
        """Bytes of all answers that were unread when each connection was last written to."""
        self.rests = Rests()
        self.ending = False
        """Whether the server ends."""
        self.sweeper: asyncio.TimerHandle | None = None
        self.crowded, self.garbled = Rarely(), Rarely()

    def enter(self, connection: "Protocol", loop: asyncio.AbstractEventLoop) -> None:
        """Count a new connection; if that is one too many, close another."""
        if len(self.open) >= self.limits.connections:
            self.crowded.warn(
                f"all {self.limits.connections} connections are taken: the one that has kept the "
                f"server waiting for longest makes room for {connection.address}"
            )
            for other in self.owing:
                other.displace()
                break
            else:
                connection.refuse(Problem("busy", "All connections are taken.", headers=RETRY))
        self.open.add(connection)
        if self.sweeper is None:
            self._sweep_later(loop)

    def leave(self, connection: "Protocol") -> None:
        """Forget a connection that is closed."""
        self.open.discard(connection)
        self.owing.pop(connection, None)
        self.rests.resting.discard(connection)
        self.unread -= connection.out.counted

    def note(self, connection: "Protocol") -> None:
        """Note that a client owes something else from now on, or nothing."""
        self.owing.pop(connection, None)
        if connection.owed.what:
            self.owing[connection] = None

    def hold(self, count: int) -> None:
        """Count bytes of a request that has begun; where they are too many, one must go."""
        self.held += count
        while self.held > self.limits.waiting_bytes:
            other = next((c for c in chain(self.owing, self.open) if c.owed.held), None)
            if other is None:
                return
            self.crowded.warn(
                f"waiting requests hold {self.held} bytes: that of {other.address} is refused"
            )
            other.displace()

    def count_unread(self, more: int) -> None:
        """Count what waits for a client to read it; where it is too much, make room."""
        self.unread += more
        if self.unread > self.limits.unread_bytes:
            self._bound_unread()

    def _bound_unread(self) -> None:
        """Cut off who has not read for longest, where what is unread is above the limit.

        Then a quarter becomes free, so that not every write has to look at all connections.
        """
        for connection in self.open:
            self.unread += connection.out.count()
        if self.unread <= self.limits.unread_bytes:
            return
        for slow in sorted(self.open, key=lambda c: c.owed.progress):
            if self.unread > self.limits.unread_bytes * 3 // 4 and slow.out.unread:
                self.crowded.warn(f"{slow.address} does not read its answers and is cut off")
                slow.out.abort()
                self.unread += slow.out.count()

    def _sweep_later(self, loop: asyncio.AbstractEventLoop) -> None:
        of = self.limits
        shortest = min(of.idle_seconds, of.head_seconds, of.body_seconds, of.unread_seconds)
        self.sweeper = loop.call_later(min(PERIOD, shortest / 4), self._sweep, loop)

    def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        for connection in list(self.open):
            connection.check(now)
        self._bound_unread()
        self.sweeper = None
        if self.open and loop.is_running():  # a loop that closes waits for its last timer
            self._sweep_later(loop)


RETRY = {"Retry-After": "5"}


def room(limits: Limits) -> tuple[int, int]:
    """Connections up to the limit, and a backlog, that the system's files allow.

    Asks it for more files first.
    """
    with contextlib.suppress(ImportError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = limits.connections + BACKLOG + OWN_FILES
        if soft != resource.RLIM_INFINITY and soft < wanted:
            soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        if soft != resource.RLIM_INFINITY and soft < wanted:
            return max(1, min(limits.connections, soft - SHORT_BACKLOG - OWN_FILES)), SHORT_BACKLOG
    return limits.connections, BACKLOG
