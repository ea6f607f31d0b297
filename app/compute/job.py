"""Work of one client, which takes turns with that of others, and who waits for it."""

import asyncio
from collections.abc import Callable, Generator, Iterator
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from app.compute.client import Client
from app.compute.meter import Meter

T = TypeVar("T")


class Sink(Protocol):
    """Where a client is given what its work finds, piece by piece."""

    def write(self, piece: bytes) -> bool:
        """Give a piece; whether there is room for the next."""

    async def drain(self) -> None:
        """Wait for room."""


class Job(Generic[T]):
    """Work that pauses often, and gives pieces into a sink or returns a result."""

    __slots__ = ("client", "closed", "found", "into", "rest", "taken", "work")

    def __init__(
        self,
        client: Client,
        work: Iterator[T | None],
        into: Sink | None = None,
        rest: Callable[[], float] = float,
    ) -> None:
        """Behind each piece, `rest` says until when the work rests, by `time.monotonic`."""
        self.client, self.work, self.closed = client, work, False
        self.into, self.rest = into, rest
        self.taken = 0.0
        """Seconds since it last stood behind all else that its client waits for."""
        self.found: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        """What who waits is woken by: the end, an error, or None where the sink is full."""

    def advance(self, meter: Meter) -> bool:
        """Run for a slice, or until there is a piece, and give that; whether more is to be run."""
        piece: Any
        try:
            while (piece := next(self.work)) is None:
                if meter.is_over():
                    return True
            if self.into and not self.into.write(piece):  # type: ignore[arg-type]
                self.found.set_result(None)
        except StopIteration as done:
            self.found.set_result(End(done.value))
        except Exception as error:  # noqa: BLE001 (it is raised where the result is awaited)
            self.found.set_exception(_from_below(error))
        return False

    def fail(self, error: Exception) -> None:
        """Let who waits have an error, unless something was found already."""
        if not self.found.done():
            self.found.set_exception(error)

    def close(self) -> None:
        """Nobody waits any more."""
        self.closed = True
        if not self.found.cancel() and not self.found.cancelled():
            self.found.exception()  # seen, or asyncio would log that nobody looked at it
        if isinstance(self.work, Generator):
            self.work.close()


class End(NamedTuple):
    """The work is done, and this is what it returned."""

    value: Any


def _from_below(error: Exception) -> Exception:
    """An error that forgets the frame in which it was caught: they would keep each other."""
    trace = error.__traceback__
    return error.with_traceback(trace and trace.tb_next)
