"""How long turns take, by the processor time of the one thread that computes."""

import time

SLICE = 0.001
"""Seconds of a turn; a step of the work that has begun is finished."""
BRIEF = SLICE / 4
"""Seconds on the wall that are taken for processor time: who interrupts takes longer."""

coarse = time.get_clock_info("thread_time").resolution > SLICE / 10
clock = time.perf_counter if coarse else time.thread_time
"""What turns are measured by: the processor time of the thread, where the system tells it finely.
By the clock on the wall a client would be charged for the time in which others had the core."""
wall = time.perf_counter
"""The clock on the wall: it is never behind, and read in a fortieth of the time."""


class Meter:
    """Seconds of processor time from lap to lap, read where the clock on the wall is in doubt."""

    __slots__ = ("last", "most", "told", "used")

    def __init__(self, most: float = SLICE) -> None:
        """`most`: seconds of a slice."""
        self.most = most

    def begin(self) -> None:
        """The first lap begins now."""
        self.last, self.used = wall(), clock()
        self.told = 0.0
        """Seconds of laps since the processor's clock was read."""

    def lap(self) -> float:
        """Seconds of the lap that ends now; the next one begins."""
        now = wall()
        took, self.last = now - self.last, now
        if took < BRIEF:
            self.told += took
            return took
        used = clock()
        took = max(used - self.used - self.told, 0.0)
        self.used, self.told = used, 0.0
        return took

    def is_over(self) -> bool:
        """Whether this lap has had its slice."""
        return wall() >= self.last + self.most and clock() >= self.used + self.told + self.most
