"""Turns: one at a time, client by client, with the event loop breathing in between."""

import asyncio
import threading
import time
from itertools import groupby

import httpx
import numpy as np
import pytest

from app.compute.client import Client
from app.compute.meter import SLICE, clock, coarse
from app.compute.run import Run
from app.compute.run_plan import evaluations, plan
from app.compute.scheduler import BEGUN, LONG, Scheduler
from app.compute.trajectory import Passages
from app.limits import Limits
from app.main import create_app
from app.parsing.request_reader import RequestReaders
from engine.pausing import finish
from tests.app.live import serving


def steps(name, log, count, seconds=SLICE):
    """Work that takes a whole turn of the processor for each step, however busy the machine."""
    for _ in range(count):
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass
        log.append(name)
        yield None
    return name


def timed(name, log, count):
    """The same, with how long each step took by the clock that is charged by."""
    for _ in range(count):
        begin = clock()
        list(steps(name, [], 1))
        log.append((name, clock() - begin))
        yield


class Shown:
    """What a client was given, and at what time; with room for `room` pieces until it drains."""

    def __init__(self, room=1, note=time.monotonic):
        self.pieces, self.notes, self.drained, self.room, self.note = [], [], 0, room, note

    def write(self, piece):
        self.pieces.append(piece)
        self.notes.append(self.note())
        return len(self.pieces) % self.room != 0

    async def drain(self):
        self.drained += 1
        await asyncio.sleep(0)


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


def heavy(small, batch):
    """Near the limit of one iteration."""
    layers = [{"kind": "dense", "units": 64, "activation": "tanh"}] * 6 + small["layers"][1:]
    data = {"inputs": [[0.1, 0.2]] * 500, "targets": [[0.5]] * 500}
    return small | {"layers": layers, "batch": batch, "learning_rate": 1e-3, **data}


@pytest.mark.parametrize("batch", [None, 1, 100])
def test_a_run_pauses_at_least_every_five_milliseconds(small, batch):
    """Processor time, for on a busy machine others run too; with 3 examples and with 500."""
    limits = Limits()
    reader = RequestReaders.on(limits).run
    experiment = heavy(small, batch) if batch == 100 else small | {"batch": batch}
    order = reader.read({"experiment": experiment, "every": 100})
    planned = finish(plan(order, reader, limits))
    run = Run(planned, finish(evaluations(planned, reader)), 60, Passages()).frames()
    times = []
    for _ in range(100):
        begin = time.thread_time()
        next(run)
        times.append(time.thread_time() - begin)
    assert np.median(times) < 0.005


def test_health_is_answered_in_time_while_twenty_runs_go_on(small):
    order = {"experiment": small, "every": None, "per_second": 10}
    stop = threading.Event()

    def watch(origin):
        with httpx.stream("POST", origin + "/api/v1/runs", json=order) as response:
            for _ in response.iter_lines():
                if stop.is_set():
                    return

    with serving(create_app(Limits())) as origin:
        crowd = [threading.Thread(target=watch, args=(origin,)) for _ in range(20)]
        for thread in crowd:
            thread.start()
        time.sleep(0.5)
        times = []
        with httpx.Client(base_url=origin) as http:
            for _ in range(50):
                begin = time.perf_counter()
                assert http.get("/healthz").status_code == 200
                times.append(time.perf_counter() - begin)
        stop.set()
        for thread in crowd:
            thread.join()
    assert np.median(times) < 0.05


def test_what_is_done_at_once_is_bounded_and_charged(monkeypatch):
    """A hundred small orders of one client that come together: most line up, and who comes behind
    them goes before those.
    """
    now, each = 0.0, SLICE * 0.4

    async def main():
        scheduler, log = Scheduler(), []

        def work(name):
            nonlocal now
            now += each
            log.append(name)
            yield

        orders = ["much"] * 100 + ["little"]
        await asyncio.gather(*(scheduler.result(Client(name), work(name)) for name in orders))
        assert scheduler.computed == pytest.approx(len(orders) * each)
        first, log[:] = log.index("little"), []
        await asyncio.gather(*(scheduler.result(Client(name), work(name)) for name in orders))
        return first, log.index("little")

    for name in ("clock", "wall"):
        monkeypatch.setattr(f"app.compute.meter.{name}", lambda: now)
    for behind in asyncio.run(main()):
        assert 1 <= behind <= LONG / each + 1
