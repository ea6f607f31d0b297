"""How much memory this process may have, and how it is made to do with that."""

import contextlib
import ctypes
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from app.control_group import folders
from app.limits import PREFIX, Limits

BASE = 128 * 1024 * 1024
"""Bytes of a process that does nothing, and of what it keeps for who asks again."""
NUMBER = 8
"""Bytes of a float64."""
SHARES = {"run_values": 3 / 8 / NUMBER, "unread_bytes": 1 / 4, "waiting_bytes": 1 / 8}
"""What each limit may take of the rest, in its own unit; the last quarter is for computing."""
MMAP_THRESHOLD, TRIM_THRESHOLD = -3, -1
"""Parameters of glibc's mallopt."""
LARGE, LEFT = 128 * 1024, 1024 * 1024
"""Bytes of a block that the system gets back when it is free; of free ones that are kept."""


def limits_of(environment: Mapping[str, str]) -> Limits:
    """Limits of the environment; those of memory fit in what there is, unless they are set.

    Raises ValueError as `Limits.from_environment` does.
    """
    limits = Limits.from_environment(environment)
    fit = fitted(limits, allowed())
    free = {name: getattr(fit, name) for name in SHARES if PREFIX + name.upper() not in environment}
    return replace(limits, **free)


def allowed(root: Path = Path("/")) -> int:
    """Bytes that the system lets this process have: the machine's, or less in a container."""
    found = [2**63 - 1]
    with contextlib.suppress(AttributeError, ValueError, OSError):
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for folder in folders(root, "memory"):
        for file in ("memory.max", "memory.limit_in_bytes"):
            with contextlib.suppress(OSError, ValueError):  # ValueError: it says "max"
                found.append(int((folder / file).read_text("ascii")))
    with contextlib.suppress(ImportError):
        import resource

        for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
            soft = resource.getrlimit(kind)[0]
            if soft != resource.RLIM_INFINITY:
                found.append(soft)
    return min(found)


def fitted(limits: Limits, memory: int) -> Limits:
    """Limits whose numbers and bytes all fit in so much memory at once."""
    rest = max(memory - BASE, BASE // 4)
    room = {name: int(rest * share) for name, share in SHARES.items()}
    return replace(limits, **{n: min(getattr(limits, n), most) for n, most in room.items()})


def give_back() -> None:
    """Let glibc give large blocks back to the system as soon as they are free.

    By itself it soon keeps them among small ones, where they cannot be given back: a process that
    had many different networks asked of it took half as much memory again.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(MMAP_THRESHOLD, LARGE)
        mallopt(TRIM_THRESHOLD, LEFT)
