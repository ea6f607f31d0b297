"""What work finds goes to its client piece by piece, and rests in between."""

import asyncio
import time

import pytest

from app.compute.client import Client
from app.compute.scheduler import Scheduler
from tests.app.compute.work import Shown, steps


@pytest.mark.parametrize("room", [1, 2, 10])
def test_what_is_found_is_shown_at_once_and_results_are_returned(room):
    def work():
        yield None
        yield "first"
        yield "second"

    async def main():
        scheduler, shown = Scheduler(), Shown(room)
        await scheduler.stream(Client("a"), work(), shown)
        return shown, await scheduler.result(Client("a"), steps("done", [], 2))

    shown, done = asyncio.run(main())
    assert (shown.pieces, done) == (["first", "second"], "done")
    assert shown.drained == 2 // room


def test_nothing_is_made_for_a_sink_that_is_full():
    made = []

    class Full(Shown):
        async def drain(self):
            await asyncio.Event().wait()

    def work():
        for piece in "abc":
            made.append(piece)
            yield piece

    async def main():
        scheduler = Scheduler()
        streaming = asyncio.create_task(scheduler.stream(Client("a"), work(), Full()))
        await scheduler.result(Client("b"), steps("b", [], 10))
        streaming.cancel()
        await asyncio.gather(streaming, return_exceptions=True)
        return list(scheduler.queue.addresses.members["a"].waiting.recent)

    assert asyncio.run(main()) == []  # what is not taken makes no share larger
    assert made == ["a"]


@pytest.mark.parametrize("room", [1, 10])
def test_who_rests_has_no_turn_before_it_is_time_and_holds_nobody_up(room):
    """The first rests 60 ms behind each of its three; the other goes on meanwhile."""

    async def main():
        scheduler, log, begin = Scheduler(), [], time.monotonic()
        shown = Shown(room, lambda: (time.monotonic() - begin, len(log)))
        busy = asyncio.create_task(scheduler.result(Client("b"), steps("b", log, 10)))
        work = iter("xyz"), shown, lambda: time.monotonic() + 0.06
        await scheduler.stream(Client("a"), *work)
        return shown.notes, time.monotonic() - begin, await busy

    seen, took, _ = asyncio.run(main())
    assert [at >= 0.06 * k for k, (at, _) in enumerate(seen)] == [True] * 3
    assert took >= 0.18
    assert seen[1][1] > seen[0][1]


def test_who_leaves_while_it_rests_holds_nobody_up():
    async def main():
        scheduler = Scheduler()
        work = iter("xyz"), Shown(10), lambda: time.monotonic() + 0.05
        watching = asyncio.create_task(scheduler.stream(Client("a"), *work))
        await asyncio.sleep(0.02)
        watching.cancel()
        await asyncio.sleep(0.06)
        return await asyncio.wait_for(scheduler.result(Client("b"), steps("b", [], 3)), 1)

    assert asyncio.run(main()) == "b"
