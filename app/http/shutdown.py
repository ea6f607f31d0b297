"""What happens when the server is told to stop: runs end with a last frame, others are told so."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@asynccontextmanager
async def on_shutdown(*actions: Callable[[], None]) -> AsyncIterator[None]:
    """Take these actions once: with the first signal to stop, or else at the end of the block.

    uvicorn waits for all answers before it ends an app's lifespan, so that would be too late.
    """
    loop, done = asyncio.get_running_loop(), False

    def act() -> None:
        nonlocal done
        if not done:
            done = True
            for action in actions:
                action()

    before: dict[signal.Signals, Any] = {}

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(act)
        if callable(handler := before[signal.Signals(number)]):
            handler(number, frame)

    if threading.current_thread() is threading.main_thread():  # no other may
        for of in SIGNALS:
            before[of] = signal.getsignal(of)
            signal.signal(of, handle)
    try:
        yield
    finally:
        for of, handler in before.items():
            signal.signal(of, handler)
        act()
