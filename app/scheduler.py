"""Takes turns at the one thread that computes: clients in a ring, and the runs of each in a row.

Work is an iterator that pauses often. In its turn it runs inline for about a millisecond; a
thread hop would cost more than a small network. Between turns the event loop reads and writes.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import TypeVar

T = TypeVar("T")
Turn = asyncio.Future[None]
SLICE = 0.001
"""Seconds of a turn; a step of the work that has begun is finished."""


class Scheduler:
    """One for each server process."""

    def __init__(self) -> None:
        self.waiting: OrderedDict[str, deque[Turn]] = OrderedDict()
        self.taken = False

    async def each(
        self, client: str, work: Iterator[T | None], rest: Callable[[], float] = float
    ) -> AsyncIterator[T]:
        """What the work gives, as soon as it does; None is only a pause.

        Behind each, `rest` says until when the work rests, on the clock of `time.monotonic`.
        """
        until = 0.0
        while True:
            await self._turn(client, until)
            until = 0.0
            try:
                found = _advance(work)
            except StopIteration:
                return
            finally:
                self._leave()
            if found is not None:
                until = rest()
                yield found

    async def result(self, client: str, work: Generator[None, None, T]) -> T:
        """What the work returns in the end."""
        while True:
            await self._turn(client)
            try:
                _advance(work)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            finally:
                self._leave()

    async def _turn(self, client: str, begin: float = 0.0) -> None:
        """Wait until it is this client's turn, not before a time. Whoever gets it must leave."""
        loop = asyncio.get_running_loop()
        turn: Turn = loop.create_future()
        wait = begin - time.monotonic()
        if wait > 0:  # one timer brings the run to its turn: nobody wakes only to wait again
            loop.call_later(wait, self._arrive, client, turn)
        else:
            self._line_up(client, turn)
            self._soon()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came, but nobody is there to take it
                self._leave()
            raise

    def _line_up(self, client: str, turn: Turn) -> None:
        self.waiting.setdefault(client, deque()).append(turn)

    def _arrive(self, client: str, turn: Turn) -> None:
        """Of who has rested: the event loop has read and written since."""
        self._line_up(client, turn)
        self._next()

    def _leave(self) -> None:
        self.taken = False
        self._soon()

    def _soon(self) -> None:
        # Never at once: first the event loop reads and writes, and who has just computed and
        # asks again waits behind the others.
        if self.waiting and not self.taken:
            asyncio.get_running_loop().call_soon(self._next)

    def _next(self) -> None:
        """Give the turn to the first run of the client that waits longest."""
        while self.waiting and not self.taken:
            client, turns = self.waiting.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self.waiting[client] = turns
            if not turn.done():
                turn.set_result(None)
                self.taken = True


def _advance(work: Iterator[T | None]) -> T | None:
    """Run on until the slice is over or there is something to show."""
    end = time.perf_counter() + SLICE
    while True:
        found = next(work)
        if found is not None or time.perf_counter() >= end:
            return found
