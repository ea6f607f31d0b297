"""Turns: one at a time, client by client, with the event loop breathing in between."""

import asyncio
import time
from itertools import groupby

import numpy as np
import pytest

from app.compute.client import Client
from app.compute.job import Job
from app.compute.meter import SLICE, coarse
from app.compute.scheduler import BEGUN, LONG, Scheduler
from tests.app.compute.work import steps, timed


def test_twenty_runs_of_one_client_do_not_starve_another():
    async def main():
        scheduler, log = Scheduler(), []
        crowd = [scheduler.result(Client("many"), timed("many", log, 20)) for _ in range(20)]
        alone = scheduler.result(Client("one"), timed("one", log, 20))
        await asyncio.gather(*crowd, alone)
        return log

    log = asyncio.run(main())
    finished = len(log) - [name for name, _ in log[::-1]].index("one")
    took = {of: [s for name, s in log[:finished] if name == of] for of in ("one", "many")}
    assert len(took["one"]) == 20
    assert sum(took["many"]) <= sum(took["one"]) + 3 * max(*took["one"], *took["many"])


@pytest.mark.skipif(coarse, reason="processor time is told in large steps")
def test_nobody_is_charged_for_the_time_that_other_processes_had():
    async def main():
        of = Scheduler()

        def stopped():
            time.sleep(0.1)
            yield

        await of.result(Client("one"), stopped())
        return of.computed

    assert asyncio.run(main()) < 0.05


def test_what_is_no_answer_yet_makes_no_share_larger():
    async def main():
        of = Scheduler()
        for last in (False, True):
            for k in range(3):
                await of.result(Client("one", f"{last}{k}"), steps("", [], 1), last=last)
        return list(of.queue.addresses.members["one"].waiting.recent)

    assert asyncio.run(main()) == ["True0", "True1", "True2"]


def test_what_a_client_has_begun_is_ended_before_the_next_and_what_is_long_takes_turns():
    async def main():
        scheduler, log = Scheduler(), []
        counts = 5, 22, 22, 5
        jobs = (steps(k, log, count) for k, count in enumerate(counts))
        await asyncio.gather(*(scheduler.result(Client("a"), job) for job in jobs))
        return [name for name, _ in groupby(log)], log

    order, log = asyncio.run(main())
    assert order == [0, 1, 2, 3, 1, 2, 1, 2]
    most = round(BEGUN / SLICE) + 1  # a step takes a little more than a slice
    assert max(len(list(group)) for _, group in groupby(log)) <= most


def test_the_loop_breathes_between_turns():
    async def main():
        scheduler, log, beats = Scheduler(), [], []

        async def heart():
            while True:
                beats.append(time.thread_time())
                await asyncio.sleep(0)

        beating = asyncio.create_task(heart())
        await scheduler.result(Client("a"), steps("a", log, 50))
        beating.cancel()
        return beats

    gaps = np.diff(asyncio.run(main()))
    assert len(gaps) >= 50
    assert np.median(gaps[gaps > SLICE / 2]) < 3 * SLICE


def test_short_steps_share_a_turn():
    async def main():
        scheduler, turns = Scheduler(), []
        scheduler.ahead = LONG  # so that nothing is done at once
        turn = scheduler._turn
        scheduler._turn = lambda: (turns.append(1), turn())
        await scheduler.result(Client("a"), (None for _ in range(1000)))
        return len(turns)

    assert asyncio.run(main()) < 100


@pytest.mark.skipif(coarse, reason="processor time is told in large steps")
def test_with_part_of_a_core_who_asks_for_much_rests_and_who_asks_for_little_goes_first():
    async def main():
        scheduler, log = Scheduler(0.2), []
        begin, used = time.monotonic(), time.process_time()
        much = asyncio.create_task(scheduler.result(Client("much"), steps("much", log, 60)))
        while len(log) < 30:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        before = len(log)
        await scheduler.result(Client("little"), steps("little", log, 1))
        await much
        return log.index("little") - before, (time.process_time() - used) / (
            time.monotonic() - begin
        )

    behind, share = asyncio.run(main())
    assert share < 0.5
    assert behind < 5


@pytest.mark.skipif(coarse, reason="processor time is told in large steps")
@pytest.mark.parametrize("cores", [0.5, 1.0])
def test_an_answer_is_not_held_up_by_a_large_order_behind_it(cores):
    """Not even by one slice in the same turn: it is sent first."""

    async def main():
        scheduler, log = Scheduler(cores), []
        much = asyncio.create_task(scheduler.result(Client("much"), steps("much", log, 300)))
        while len(log) < 30:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        behind = []
        for _ in range(20):
            await asyncio.sleep(0.002)
            await scheduler.result(Client("little"), (log.append("little") for _ in range(1)))
            behind.append(log[log.index("little") :].count("much"))
            log.remove("little")
        much.cancel()
        return behind

    assert asyncio.run(main()) == [0] * 20


def test_a_turn_that_was_to_come_after_a_rest_is_not_taken_beside_another():
    """Both are due: what is found in the one is sent before the large order goes on."""

    async def main():
        scheduler, log = Scheduler(0.5), []
        much = asyncio.create_task(scheduler.result(Client("much"), steps("much", log, 300)))
        while not (log and scheduler.later):  # noqa: ASYNC110
            await asyncio.sleep(0)
        little = Job(Client("little"), (log.append("little") for _ in range(1)))
        scheduler._line_up(little)
        scheduler._turn()
        await little.found
        much.cancel()
        return log[-1]

    assert asyncio.run(main()) == "little"


def test_what_takes_a_slice_of_its_own_is_done_in_one_turn(monkeypatch):
    """However much of the turn others had: behind them it would wait for all of them once more."""
    now = 0.0

    def taking(parts):
        nonlocal now
        for _ in range(parts):
            now += SLICE * 0.3
            yield

    async def main():
        scheduler, turns = Scheduler(), []
        scheduler.ahead = LONG  # so that nothing is done at once
        turn = scheduler._turn
        scheduler._turn = lambda: (turns.append(1), turn())
        work = (scheduler.result(Client(name), taking(3)) for name in "ab")
        await asyncio.gather(*work)
        return len(turns)

    for name in ("clock", "wall"):
        monkeypatch.setattr(f"app.compute.meter.{name}", lambda: now)
    assert asyncio.run(main()) == 1


def test_an_error_reaches_who_asked_and_nobody_else():
    def broken():
        yield None
        raise ValueError("broken")

    async def main():
        scheduler = Scheduler()
        return await asyncio.gather(
            scheduler.result(Client("a"), broken()),
            scheduler.result(Client("a"), steps("fine", [], 5)),
            return_exceptions=True,
        )

    error, fine = asyncio.run(main())
    assert isinstance(error, ValueError)
    assert fine == "fine"


def test_whoever_leaves_the_row_holds_nobody_up():
    async def main():
        scheduler, log = Scheduler(), []
        tasks = [
            asyncio.create_task(scheduler.result(Client(name), steps(name, log, 1000)))
            for name in "abcd"
        ]
        for task in tasks:
            for _ in range(3):  # at any point of its turn
                await asyncio.sleep(0)
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return await asyncio.wait_for(scheduler.result(Client("e"), steps("e", log, 3)), 1)

    assert asyncio.run(main()) == "e"
