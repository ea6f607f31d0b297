"""Objects that refer to each other and to which nobody refers: when they are looked for.

Young objects are looked through often and in little time. To look through all of them takes 0.2 s
beside three hundred runs, in which nobody is answered; by itself Python did so every few seconds
where many orders came. No request leaves such objects behind (tests/app/test_garbage.py), so all
are looked through only when memory grows.
"""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

YOUNG, MIDDLE = 1000, 1
"""New objects between two looks at them, and looks before the second one that survivors get."""
NEVER = 2**31 - 1
"""Second looks before Python by itself looks through all objects."""
GROWN = 1.5
"""How many times the memory of the last time there is when all objects are looked through."""
PERIOD = 5.0
"""Seconds between two times at which that is asked."""


@asynccontextmanager
async def collecting(peak: Callable[[], int] | None = None) -> AsyncIterator[None]:
    """Look for garbage like this while the block runs; before it, once through everything.

    What is there then lives as long as the server and is not looked through again. `peak` tells
    how much memory the process had at most, in any unit; without it the system is asked, and where
    that does not tell, Python decides.
    """
    peak, before = peak or _peak(), gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, NEVER if peak else before[2])
    watching = asyncio.create_task(_watch(peak)) if peak else None
    try:
        yield
    finally:
        if watching:
            watching.cancel()
        gc.set_threshold(*before)
        gc.unfreeze()


async def _watch(peak: Callable[[], int]) -> None:
    last = peak()
    while True:
        await asyncio.sleep(PERIOD)
        if peak() > last * GROWN:
            gc.collect()
            last = peak()


def _peak() -> Callable[[], int] | None:
    with contextlib.suppress(ImportError):
        import resource

        return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return None
