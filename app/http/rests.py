"""Requests that come piece by piece are read now and then, and few in one pass of the event loop.

To read a piece costs the same however small it is. Hundreds of clients that send a little at the
same moment would keep all others waiting while they are read; what comes meanwhile waits in the
system and is read with the next piece.
"""

import asyncio
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.http.protocol import Protocol

PART = 10
"""A request that has been coming for some time is read again after so small a part of that."""
ENOUGH = 16 * 1024
"""Bytes that are worth reading: no rest is longer than so many need to come."""
SHORTEST, LONGEST = 0.005, 1.0
"""Seconds; a shorter rest is not worth it."""
TICK = 0.01
"""Seconds between two looks at whose rest is over."""
AT_ONCE = 4
"""Connections that are read again in one pass of the event loop."""


class Rests:
    """Connections whose reading rests, and until when."""

    def __init__(self) -> None:
        self.resting: set[Protocol] = set()
        self.until: list[tuple[float, int, Protocol]] = []
        """A heap: whose rest is over first comes first."""
        self.order = count()
        self.due = False
        """Whether they are looked at again."""

    def begin(self, connection: "Protocol") -> None:
        """Let the reading of a connection rest, unless that is not worth it."""
        loop, flow = connection.loop, connection.flow
        now = loop.time()
        rest = rest_after(connection.owed.age(now), connection.received)
        if not rest or flow.read_paused:
            return
        flow.pause_reading()
        self.resting.add(connection)
        heappush(self.until, (now + rest, next(self.order), connection))
        if not self.due:
            self.due = True
            loop.call_later(TICK, self._look, loop)

    def end(self, connection: "Protocol") -> None:
        """Read on, if it rests."""
        if connection in self.resting:
            self.resting.remove(connection)
            connection.flow.resume_reading()

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Read on where the rest is over: a few, and then all else that the event loop has to do
        before it comes back to the others.
        """
        now = loop.time()
        for _ in range(AT_ONCE):
            if not self.is_over(now):
                break
            self.end(heappop(self.until)[2])
        self.due = bool(self.until) and loop.is_running()  # a loop that closes waits for its timers
        if self.due and self.is_over(now):
            loop.call_soon(self._look, loop)
        elif self.due:
            loop.call_later(TICK, self._look, loop)

    def is_over(self, now: float) -> bool:
        """Whether the rest of somebody is."""
        return bool(self.until) and self.until[0][0] <= now


def rest_after(age: float, received: int) -> float:
    """Seconds of rest for a request of which so many bytes have come in `age` seconds.

    0 where it is not worth it.
    """
    rest = min(age / PART, age * ENOUGH / max(received, 1), LONGEST)
    return rest if rest >= SHORTEST else 0.0
