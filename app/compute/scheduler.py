"""Takes turns at the one thread that computes; whoever has had least of it comes first.

Work is an iterator that pauses often. In its turn it runs inline for about a millisecond; a
thread hop would cost more than a small network. Between turns the event loop reads and writes.
Work that nobody waits for any more is closed where it stands.
"""

import asyncio
import math
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from starlette.types import Receive

from app.compute.client import Client
from app.compute.fair_queue import FairQueue
from app.compute.job import End, Job, Sink
from app.compute.meter import SLICE, Meter
from app.compute.pace import AHEAD, Pace
from app.compute.watch import Watch
from app.problems import Problem
from engine.pausing import Pausing

T = TypeVar("T")
BEGUN = 0.01
"""Seconds in which what a client has begun goes before what else it asks for: what is done at once
needs memory for a short time and finds it in the processor's cache."""
LONG = 0.005
"""Seconds that no part of a turn should take."""
TICK = 0.005
"""Seconds between two times at which those who rest are woken: many at once cost less."""
PATIENCE = 0.05
"""Seconds between two looks at who waits for a result. Of those who waited at the last one already
it is watched whether their client is still there."""


class Scheduler:
    """One for each server process, which may have `cores` of the machine."""

    def __init__(self, cores: float = 1.0) -> None:
        self.pace = Pace(cores)
        self.meter = Meter(SLICE if self.pace.whole else AHEAD)
        self.queue: FairQueue[Job[Any]] = FairQueue()
        self.resting: dict[int, list[Job[Any]]] = {}
        """By the tick at which they are woken."""
        self.results: dict[Job[Any], Watch | None] = {}
        """Jobs of which only the end is waited for, and who watches whether it still is."""
        self.looking = self.stopping = False
        self.due: asyncio.Handle | None = None
        """The next turn, where there is one as soon as the event loop has read and written."""
        self.ahead = 0.0
        """Seconds that were computed at once since the event loop last read and wrote."""
        self.later: asyncio.TimerHandle | None = None
        """The next turn, where this process rests until then."""
        self.computed, self.long = 0.0, 0
        """Seconds of all turns, and how many parts took longer than LONG."""

    async def stream(
        self,
        client: Client,
        work: Iterator[bytes | None],
        into: Sink,
        rest: Callable[[], float] = float,
    ) -> None:
        """Give the client what the work finds, as soon as it does; None is only a pause.

        Behind each piece, `rest` says until when the work rests, on the clock of `time.monotonic`.
        Pieces are given in the turns that find them: nobody is woken unless the sink is full.
        """
        job = Job(client, work, into, rest)
        try:
            self._line_up(job)
            while type(await job.found) is not End:
                await into.drain()
                job.found = asyncio.get_running_loop().create_future()
                self._given(job)
        finally:
            job.close()

    async def result(
        self, client: Client, work: Pausing[T], receive: Receive | None = None, *, last: bool = True
    ) -> T:
        """What the work returns in the end; `last` says whether that is what the client asked for.

        With the `receive` of a request whose body was read, raises ClientLeft when the client
        does not wait any more. Raises Problem (503) when the server stops.
        """
        if self.stopping:
            raise restarting()
        if self.pace.whole and not self.queue.waiting and self.ahead < LONG:
            end = self._at_once(client, work) or await self._in_turns(client, work, receive)
        else:
            end = await self._in_turns(client, work, receive)
        if last:
            self.queue.took(client)
        return end.value  # type: ignore[no-any-return]

    def stop(self) -> None:
        """Give up what is waited for as one result, and wake all who rest, so that they can end."""
        self.stopping = True
        for job in self.results:
            job.fail(restarting())
        for jobs in self.resting.values():
            for job in jobs:
                self._line_up(job)
        self.resting.clear()

    def _at_once(self, client: Client, work: Pausing[Any]) -> End | None:
        """Run for a slice while nobody waits: what is short needs no turn. None if more is to be
        run.
        """
        if not self.ahead:
            asyncio.get_running_loop().call_soon(self._breathe)
        meter = self.meter
        meter.begin()
        try:
            while True:
                next(work)
                if meter.is_over():
                    return None
        except StopIteration as done:
            return End(done.value)
        finally:
            took = meter.lap()
            self.queue.serve(client, took)
            self.ahead += took
            self._count(took)

    async def _in_turns(self, client: Client, work: Pausing[Any], receive: Receive | None) -> End:
        """Line up, and wait for the end."""
        job: Job[None] = Job(client, work)
        self._line_up(job)
        self.results[job] = watch = receive and Watch(job.fail, receive)
        self._look_later()
        try:
            return await job.found  # type: ignore[no-any-return]
        finally:
            self.results.pop(job, None)
            job.close()
            if watch:
                watch.end()
            del job, watch  # an error keeps this frame, and they keep the error

    def _breathe(self) -> None:
        self.ahead = 0.0

    def _count(self, seconds: float) -> None:
        self.computed += seconds
        self.long += seconds > LONG

    def _look_later(self) -> None:
        # One timer for all: most have their result before it is due.
        if self.results and not self.looking:
            self.looking = True
            asyncio.get_running_loop().call_later(PATIENCE, self._look)

    def _look(self) -> None:
        self.looking = False
        for watch in self.results.values():
            if watch:
                watch.look()
        self._look_later()

    def _line_up(self, job: Job[Any]) -> None:
        if not job.closed:
            self.queue.push(job.client, job)
            self._soon()

    def _given(self, job: Job[Any]) -> None:
        """A client took a piece; the work goes on when it has rested."""
        self.queue.took(job.client)
        until = job.rest()
        wait = until - time.monotonic()
        if wait <= 0 or self.stopping:
            self._line_up(job)
            return
        tick = math.ceil(until / TICK)
        if tick not in self.resting:
            self.resting[tick] = []
            later = tick * TICK - until + wait
            asyncio.get_running_loop().call_later(later, self._wake, tick)
        self.resting[tick].append(job)

    def _wake(self, tick: int) -> None:
        for job in self.resting.pop(tick, ()):
            if not job.closed:
                self.queue.push(job.client, job)
        self._soon()

    def _soon(self) -> None:
        # Never at once: first the event loop reads and writes.
        if not self.queue.waiting or self.due:
            return
        loop, at_once = asyncio.get_running_loop(), self.pace.whole or self.queue.is_quick()
        if rest := 0.0 if at_once else self.pace.rest():
            self.later = self.later or loop.call_later(rest, self._turn)
            return
        self.due = loop.call_soon(self._turn)

    def _turn(self) -> None:
        """Compute for a slice: of one client, or of several whose parts are shorter; of two where
        the last begins late.

        Who asks for much has no part of a turn in which something was found for who asks for
        little: that is sent first. Where a part of a core is had, it has a turn alone, before
        which there may have to be a rest.
        """
        for waiting in (self.due, self.later):  # both may be due at once: one of them has its turn
            if waiting:
                waiting.cancel()
        self.due = self.later = None
        queue, meter, spent = self.queue, self.meter, 0.0
        meter.begin()
        shares = True
        while queue.waiting and spent < meter.most:
            quick = queue.is_quick()
            if not (quick or shares):
                break
            job, shares = queue.pop(), self.pace.whole and not quick
            if job.found.done():  # nobody waits, or an error has come first
                continue
            more = job.advance(meter)  # a slice of its own: what is short is done at once
            took = meter.lap()
            queue.charge(job.client, took)
            spent += took
            self._count(took)
            if more:
                self._go_on(job, took)
            elif not job.found.done():
                self._given(job)
        self._soon()

    def _go_on(self, job: Job[Any], took: float) -> None:
        begun = job.taken + took < BEGUN
        job.taken = job.taken + took if begun else 0.0
        self.queue.push(job.client, job, first=begun)


def restarting() -> Problem:
    """What is answered while the server stops."""
    return Problem("restarting", "This server stops; ask again.", headers={"Retry-After": "1"})
