"""Two servers behind nginx, as in `deploy/nginx.conf`: streams flow, a roll-out loses no run."""

import json
import signal
import threading
import time
from contextlib import ExitStack

import httpx
import pytest

from engine import example
from tests.app.process import started
from tests.app.running import ADDRESS
from tests.deploy.proxy import nginx

CLASS, LAST = 6, 100


SMALL = example("mazur-2-2-2").experiment.to_json()


@pytest.fixture
def order():
    until = {"iteration": LAST}
    return {"experiment": SMALL, "until": until, "values": "base64", "per_second": 20}


def watch(origin, order, lines, times=None):
    """All lines of a run, resumed from its last frame wherever it was cut off."""
    checkpoint = {}
    for _ in range(20):
        try:
            with httpx.stream("POST", origin + ADDRESS, json=order | checkpoint) as response:
                if response.status_code == 503:
                    time.sleep(float(response.headers["retry-after"]))
                    continue
                assert response.status_code == 200, response.read()
                for line in response.iter_lines():
                    lines.append(line)
                    if times is not None:
                        times.append(time.monotonic())
        except httpx.TransportError:
            time.sleep(0.1)
        frame = json.loads(lines[-1]) if lines else {}
        if frame.get("end", {}).get("reason") == "done":
            return
        if lines:  # the frame is told again by whoever goes on
            lines.pop()
            kept = {name: frame[name] for name in ("iteration", "values")}
            checkpoint = {"checkpoint": kept}
    raise AssertionError("the run does not end")


def test_frames_come_through_as_they_are_made(tmp_path, order):
    with (
        started(tmp_path / "one") as one,
        started(tmp_path / "two") as two,
        nginx(tmp_path, [one.port, two.port]) as origin,
    ):
        lines, times = [], []
        watch(origin, order | {"until": {"iteration": 20}}, lines, times)
    assert len(lines) == 21
    # A second's frames that a proxy collects come within milliseconds of each other.
    assert times[-1] - times[0] > 0.5
    assert len({round(t, 1) for t in times}) > 5


def test_a_roll_out_loses_no_run_and_no_answer(tmp_path, order):
    asked = {"experiment": SMALL, "iteration": 3}
    runs, answers, over = [[] for _ in range(CLASS)], [], threading.Event()

    def ask(origin):
        while not over.is_set():
            answers.append(httpx.post(f"{origin}/api/v1/traces", json=asked).status_code)
            time.sleep(0.05)

    with ExitStack() as stack:
        servers = [stack.enter_context(started(tmp_path / f"old {k}")) for k in (0, 1)]
        ports = [server.port for server in servers]
        origin = stack.enter_context(nginx(tmp_path, ports))
        crowd = [threading.Thread(target=watch, args=(origin, order, run)) for run in runs]
        asking = threading.Thread(target=ask, args=(origin,))
        for thread in (*crowd, asking):
            thread.start()
        while not all(len(run) > 3 for run in runs):
            time.sleep(0.02)
        for k, server in enumerate(servers):
            server.send(signal.SIGTERM)
            assert server.ended(10) in (0, -signal.SIGTERM)
            stack.enter_context(started(tmp_path / f"new {k}", port=ports[k]))
        for thread in crowd:
            thread.join(60)
        over.set()
        asking.join(60)
        whole = []
        watch(origin, order | {"per_second": None}, whole)
    assert all(run == whole for run in runs)
    assert set(answers) == {200}
    assert len(answers) > 10
