"""What processes have used of the processor."""

import time

SCHED = 2
"""Kind of the clock of a process that is exact, as clock_getcpuclockid(3) has it."""


def seconds_of(pid: int) -> float:
    """Seconds that a process has used; 0 where it is gone or the system tells of no other."""
    try:
        return time.clock_gettime((~pid << 3) | SCHED)
    except (AttributeError, OSError):
        return 0.0
