"""Runs and orders of a server take turns in which nobody waits for long."""

import asyncio
import threading
import time

import httpx
import numpy as np
import pytest

from app.compute.client import Client
from app.compute.meter import SLICE
from app.compute.run import Run
from app.compute.run_plan import evaluations, plan
from app.compute.scheduler import LONG, Scheduler
from app.compute.trajectory import Passages
from app.limits import Limits
from app.main import create_app
from app.parsing.request_reader import RequestReaders
from engine.pausing import finish
from tests.app.live import serving


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
    """Processor time of this process, which serves and asks: on a busy machine others run too."""
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
                begin = time.process_time()
                assert http.get("/healthz").status_code == 200
                times.append(time.process_time() - begin)
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
