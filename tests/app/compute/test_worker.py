"""A process for what cannot pause: one at a time, ended when nobody waits, made anew if gone."""

import asyncio
import os
import time
from functools import partial
from pathlib import Path

import pytest

from app.compute import worker
from app.compute.client import Client
from app.compute.pace import KEPT
from app.compute.processor import seconds_of
from app.compute.watch import ClientLeft
from app.compute.worker import Worker
from app.problems import Problem
from tests.waiting import wait_until

ONE, OTHER = Client("10.0.0.1"), Client("10.0.0.2")


async def staying():
    """The `receive` of a client that waits."""
    await asyncio.sleep(60)
    return {"type": "http.disconnect"}


async def leaving():
    """The `receive` of a client that leaves at once."""
    await asyncio.sleep(0.05)
    return {"type": "http.disconnect"}


def alive(pid):
    """Whether a process of this system runs, and is no zombie."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


async def with_worker(use, seconds=30.0):
    worker = Worker(seconds)
    try:
        return await use(worker)
    finally:
        await worker.close()


def test_results_and_errors_come_back_from_one_process():
    async def use(worker):
        first = await worker.result(ONE, os.getpid, staying)
        with pytest.raises(ValueError, match="abc"):
            await worker.result(ONE, partial(int, "abc"), staying)
        with pytest.raises(Problem) as error:
            await worker.result(ONE, partial(fail, "too-large"), staying)
        return first, await worker.result(OTHER, os.getpid, staying), error.value

    first, again, problem = asyncio.run(with_worker(use))
    assert first == again != os.getpid()
    assert problem.document.model_dump() == refusal("too-large").document.model_dump()
    assert problem.headers == {"Retry-After": "7"}


def refusal(slug):
    return Problem(slug, "Too large.", limit=3, headers={"Retry-After": "7"})


def fail(slug):
    raise refusal(slug)


def test_what_is_printed_does_not_come_between():
    async def use(worker):
        await worker.result(ONE, partial(print, "something"), staying)
        return await worker.result(ONE, partial(int, "7"), staying)

    assert asyncio.run(with_worker(use)) == 7


def test_a_client_that_leaves_ends_the_process_and_holds_nobody_up():
    async def use(worker):
        pid = await worker.result(ONE, os.getpid, staying)
        begin = time.monotonic()
        with pytest.raises(ClientLeft):
            await worker.result(ONE, partial(time.sleep, 30), leaving)
        took = time.monotonic() - begin
        await asyncio.to_thread(wait_until, lambda: not alive(pid))
        return took, await worker.result(OTHER, partial(int, "7"), staying)

    took, found = asyncio.run(with_worker(use))
    assert took < 0.25
    assert found == 7


def test_who_leaves_before_its_turn_ends_nothing():
    async def use(worker):
        slow = asyncio.create_task(worker.result(ONE, partial(slept, 0.4), staying))
        await asyncio.sleep(0)
        with pytest.raises(ClientLeft):
            await worker.result(OTHER, os.getpid, leaving)
        return await slow, await worker.result(OTHER, os.getpid, staying)

    first, again = asyncio.run(with_worker(use))
    assert first == again


def slept(seconds):
    time.sleep(seconds)
    return os.getpid()


def test_what_takes_too_long_is_broken_off():
    async def use(worker):
        await worker.result(ONE, os.getpid, staying)
        worker.seconds = 0.1
        with pytest.raises(Problem) as error:
            await worker.result(ONE, partial(time.sleep, 30), staying)
        worker.seconds = 30
        return error.value.document.type, await worker.result(ONE, partial(int, "7"), staying)

    assert asyncio.run(with_worker(use)) == ("/problems/too-much-work", 7)


def test_a_process_that_was_ended_from_outside_is_made_anew():
    async def use(worker):
        with pytest.raises(Problem) as error:
            await worker.result(ONE, partial(os._exit, 1), staying)
        return error.value.document.type, await worker.result(ONE, partial(int, "7"), staying)

    assert asyncio.run(with_worker(use)) == ("/problems/busy", 7)


@pytest.mark.skipif(not os.path.exists("/proc/self/oom_score_adj"), reason="of Linux alone")
def test_where_memory_is_short_it_is_ended_before_the_server():
    async def use(worker):
        told = Path("/proc/self/oom_score_adj")
        return await worker.result(ONE, partial(Path.read_text, told), staying)

    assert asyncio.run(with_worker(use)).strip() == "1000"


def test_many_of_one_client_do_not_keep_another_waiting():
    async def use(worker):
        await worker.result(ONE, os.getpid, staying)
        log = []

        async def ask(client):
            await worker.result(client, partial(time.sleep, 0.02), staying)
            log.append(client)

        async with asyncio.TaskGroup() as group:
            for client in (*[ONE] * 9, OTHER):
                group.create_task(ask(client))
        return log.index(OTHER)

    assert asyncio.run(with_worker(use)) <= 2


def used(seconds):
    """Compute for so many seconds of the processor; how many have passed by the clock."""
    begin, end = time.monotonic(), time.process_time() + seconds
    while time.process_time() < end:
        pass
    return time.monotonic() - begin


def held(share, seconds):
    """The same where the process and its parent may have part of a core."""
    worker.cores = lambda: share
    worker._keep_pace(os.getppid())
    return used(seconds)


@pytest.mark.skipif(not seconds_of(os.getpid()), reason="the system does not tell of others")
@pytest.mark.parametrize("busy", [False, True])
def test_where_part_of_a_core_is_had_work_rests_and_gets_on_beside_a_busy_server(busy):
    async def use(worker):
        work = asyncio.create_task(worker.result(ONE, partial(held, 0.5, 0.2), staying))
        while busy and not work.done():
            used(0.001)
            await asyncio.sleep(0)
        return await work

    passed = asyncio.run(with_worker(use))
    assert passed > 0.2 / (0.5 * KEPT) - 0.05
