"""A process that may have a part of a core spends it evenly.

The system lets it have that part of each tenth of a second, and then stops it: who asks for little
would wait with those who ask for much. So these rest in between and leave something in each tenth:
who asks for little is served at once, and may take more than there is to spare.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.control_group import folders

KEPT = 0.8
"""Of its part that is spent while somebody asks for much: a fifth is left in each tenth of a second
for all that comes at once."""
AHEAD = 0.0005
"""Seconds of computing that may be spent at once, after a rest: a slice. With more, a request would
meet one at each step on its way, from the connection to the answer."""

PERIOD = 0.1
"""Seconds after which the system forgets what was spent, and so is forgotten here."""


class Pace:
    """Tells how long to rest before the next turn."""

    def __init__(
        self,
        share: float,
        used: Callable[[], float] = time.process_time,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`share`: cores; from one on there is no rest. `used`: seconds of the processor so far."""
        self.share, self.used, self.now = share * KEPT, used, now
        self.whole = share >= 1
        self.spare, self.last = AHEAD, (used(), now())

    def rest(self) -> float:
        """Seconds; 0 while there is something left."""
        if self.whole:
            return 0.0
        (used, now), self.last = self.last, (self.used(), self.now())
        gained = (self.last[1] - now) * self.share - (self.last[0] - used)
        self.spare = max(min(self.spare + gained, AHEAD), -PERIOD * self.share)
        return max(-self.spare / self.share, 0.0)


def cores(root: Path = Path("/")) -> float:
    """How much of a core the control groups of this process allow; more than one for no bound."""
    return min([float("inf"), *_quotas(root)])


def _quotas(root: Path) -> Iterator[float]:
    for folder in folders(root, "cpu"):
        for files in (("cpu.max",), ("cpu.cfs_quota_us", "cpu.cfs_period_us")):
            with contextlib.suppress(OSError, ValueError):  # ValueError: it says "max"
                said = " ".join((folder / name).read_text("ascii") for name in files)
                quota, period = map(int, said.split())
                if quota > 0 and period > 0:
                    yield quota / period
