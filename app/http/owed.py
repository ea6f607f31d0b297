"""What the client of a connection owes, and until when: a request, the rest of one, to read its
answer, to close.
"""

from app.http.request_parser import BODY, HEAD
from app.limits import Limits
from app.problems import Problem

IDLE, CLOSE = "idle", "close"
"""Beside the rest of a head or of a body: a request, to close."""
LINGER = 10.0
"""Seconds that a client has to read the last answer, before the connection is cut."""
HASTE = 0.5
"""Seconds without reading, where the server ends or others need the room."""


class Owed:
    """One for each connection."""

    def __init__(self, limits: Limits, now: float) -> None:
        self.unread_seconds = limits.unread_seconds
        self.seconds = {
            IDLE: limits.idle_seconds, HEAD: limits.head_seconds, BODY: limits.body_seconds,
            CLOSE: LINGER,
        }  # fmt: skip
        self.what: str | None = None
        self.until = 0.0
        """When that is over."""
        self.held = 0
        """Bytes of requests that wait for their rest or for their turn."""
        self.taken, self.progress = 0, now
        """Bytes that the client has read, and when it last did, or had nothing to read."""

    def owe(self, what: str | None, now: float) -> bool:
        """The client owes this from now on; whether that is something else than before."""
        if what == self.what:
            return False
        self.what = what
        if what:
            self.until = now + self.seconds[what]
        return True

    def age(self, now: float) -> float:
        """Seconds for which the client has owed this."""
        return now - self.until + self.seconds[self.what] if self.what else 0.0

    def hold(self, count: int) -> int:
        """So many bytes of its requests wait; how many that is more than before."""
        more, self.held = count - self.held, count
        return more

    def late(self, now: float) -> Problem | None:
        """The problem of a deadline that is over, for a client that has read all there was."""
        self.progress = now
        if not self.what or now <= self.until:
            return None
        limit = self.seconds[self.what]
        detail = f"The {self.what} of a request must arrive within {limit:g} seconds."
        return Problem("timeout", detail, limit=limit)

    def has_stopped_reading(self, taken: int, now: float, *, hasty: bool) -> bool:
        """Whether a client, which has read so many bytes by now, has read nothing for too long."""
        if taken > self.taken:
            self.taken, self.progress = taken, now
            return False
        return now > self.progress + (HASTE if hasty else self.unread_seconds)
