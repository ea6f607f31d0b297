"""Whether the client that asked still waits: nothing is computed for nobody."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.types import Receive


class ClientLeft(Exception):
    """The client has closed its connection: there is nobody to answer."""


class Watch:
    """Sees to it that a result is not computed for a client that has left."""

    def __init__(self, fail: Callable[[Exception], None], receive: Receive) -> None:
        """`fail` is called with ClientLeft; `receive` is that of a request whose body was read."""
        self.fail, self.receive = fail, receive
        self.task: asyncio.Task[None] | None = None
        self.seen = False

    def look(self) -> None:
        """Watch from the second look on."""
        if self.seen and not self.task:
            self.task = asyncio.create_task(self._watch())
        self.seen = True

    def end(self) -> None:
        """There is a result, or an error in its place."""
        if self.task:
            self.task.cancel()
            self.task = None  # it would be kept by what it ends with, and keep that

    async def _watch(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass
        self.fail(ClientLeft())


@asynccontextmanager
async def while_connected(receive: Receive) -> AsyncIterator[None]:
    """Break off what is in the block, and raise ClientLeft, when the client leaves.

    `receive` is that of a request whose body was read.
    """
    task, left = asyncio.current_task(), False

    async def watch() -> None:
        nonlocal left
        while (await receive())["type"] != "http.disconnect":
            pass
        left = True
        if task:
            task.cancel()

    watching = asyncio.create_task(watch())
    try:
        yield
    except asyncio.CancelledError:
        if left and task and not task.uncancel():
            raise ClientLeft from None
        raise
    finally:
        watching.cancel()
