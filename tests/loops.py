"""Event loops of a test's own beside that of Playwright."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_loop_running() -> Iterator[None]:
    """Playwright's loop stays the running one of its thread between its calls; set it aside."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)
