"""A run survives its server: told to stop, or killed, another goes on with the same bytes."""

import json
import signal
import socket
import threading
import time

import httpx
import pytest

from tests.app.process import started
from tests.app.raw import Raw, head, posted
from tests.app.running import ADDRESS

# What is logged about a server that starts and stops, and nothing else.
LINES = (
    "Started server process", "Waiting for application startup.", "Application startup complete.",
    "Uvicorn running on", "Shutting down", "Waiting for connections to close.",
    "Waiting for background tasks to complete.", "Waiting for application shutdown.",
    "Application shutdown complete.", "Finished server process",
)  # fmt: skip


def unexpected(log):
    """Lines of a log that tell of more than a start and a stop."""
    return [x for x in log.read_text("utf-8").splitlines() if not any(y in x for y in LINES)]


def order(small, **more):
    more = {"until": {"iteration": 100}, "values": "base64", "per_second": 20, **more}
    return {"experiment": small | {"batch": 2, "optimizer": "adam"}, **more}


def watch(origin, order, lines, answers=None):
    """Gather the lines of a run for as long as its server lives."""
    try:
        with httpx.stream("POST", origin + ADDRESS, json=order, timeout=60) as response:
            for line in response.iter_lines():
                lines.append(line)
            if answers is not None:
                answers.append(response.status_code)
    except httpx.TransportError:
        return


def whole(client, order):
    """All lines of a run that nobody cuts off, on another server."""
    return client.request("POST", ADDRESS, json=order | {"per_second": None}).text.splitlines()


def resumed(order, line):
    """The order for the rest of a run."""
    frame = json.loads(line)
    return order | {"checkpoint": {name: frame[name] for name in ("iteration", "values")}}


def accepted(origin):
    """A connection that the server has taken: those that still wait for that are cut off."""
    connection = Raw(origin, head())
    assert connection.answer().status == 200
    return connection


def test_a_server_that_is_told_to_stop_ends_its_runs_so_that_another_goes_on(
    tmp_path, client, small
):
    large = {
        "experiment": small | {"inputs": [[0.1, 0.2]] * 300, "targets": [[0.5]] * 300},
        "iteration": 9000,
    }
    paced, answers = [[] for _ in range(10)], []
    fast = order(small, every=None, per_second=10, until={})
    with started(tmp_path / "log") as server:
        crowd = [
            threading.Thread(target=watch, args=(server.origin, order(small), lines, answers))
            for lines in paced
        ]
        found = []
        crowd.append(threading.Thread(target=watch, args=(server.origin, fast, found, answers)))

        for thread in crowd:
            thread.start()
        while not all(len(lines) > 1 for lines in (*paced, found)):
            time.sleep(0.02)
        computed, just_sent = accepted(server.origin), accepted(server.origin)
        computed.send(posted(json.dumps(large).encode()))
        time.sleep(0.02)  # it is read, and takes a multiple of that
        just_sent.send(posted(json.dumps(large).encode()))
        server.send(signal.SIGTERM)
        refused = [computed.answer(), just_sent.answer()]
        for thread in crowd:
            thread.join()
        assert server.ended(5) in (0, -signal.SIGTERM)
    assert unexpected(tmp_path / "log") == []
    assert answers == [200] * 11
    for lines in (*paced, found):
        assert json.loads(lines[-1])["end"] == {"reason": "restart"}
    for answer in refused:
        assert (answer.status, answer.problem) == (503, "restarting")
        assert answer.headers["retry-after"] == "1"
    for connection in (computed, just_sent):
        assert connection.is_closed()
        connection.socket.close()
    uncut = whole(client, order(small))
    for lines in paced[:3]:
        assert lines[:-1] + whole(client, resumed(order(small), lines[-1])) == uncut


def test_a_run_goes_on_after_its_server_was_killed(tmp_path, client, small):
    lines = []
    with started(tmp_path / "log") as server:
        watching = threading.Thread(target=watch, args=(server.origin, order(small), lines))
        watching.start()
        while len(lines) < 5:
            time.sleep(0.02)
        server.send(signal.SIGKILL)
        watching.join()
    uncut = whole(client, order(small))
    assert 1 < len(lines) < len(uncut)
    assert lines[:-1] + whole(client, resumed(order(small), lines[-1])) == uncut


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_clients_that_leave_are_no_errors_and_idle_ones_hold_nothing_up(tmp_path, small, end):
    with started(tmp_path / "log", BACKPROP_LAB_IDLE_SECONDS="60") as server:
        for k in range(10):
            with httpx.stream("POST", server.origin + ADDRESS, json=order(small)) as response:
                for _ in range(k % 3):
                    next(response.iter_lines())
                    break
        half = [Raw(server.origin, sent) for sent in (head()[:-2], posted(b"{}")[:-1])]
        idle = httpx.Client(base_url=server.origin)
        # Who comes last is answered last: by then what the others sent has been read.
        assert idle.get("/healthz").status_code == 200
        server.send(end)
        assert [(a.status, a.problem) for a in map(Raw.answer, half)] == [(503, "restarting")] * 2
        for each in half:
            each.socket.close()
        assert server.ended(10) in (0, -end)
        idle.close()
    assert unexpected(tmp_path / "log") == []


def test_a_stream_that_nobody_reads_does_not_hold_up_the_end(tmp_path, small):
    """A frame has 14 kB, so the server has long been waiting for its reader when it is told."""
    wide = [{"kind": "dense", "units": n, "activation": "tanh"} for n in (100, 10, 1)]
    asked = order(small | {"layers": wide}, until={}, every=1, per_second=None)
    with started(tmp_path / "log") as server:
        deaf = [Raw(server.origin) for _ in range(3)]
        for each in deaf:
            each.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            each.send(posted(json.dumps(asked).encode(), path=ADDRESS))
        for each in deaf:
            assert each.socket.recv(1, socket.MSG_PEEK)
        time.sleep(1)
        server.send(signal.SIGTERM)
        begin = time.monotonic()
        assert server.ended(10) in (0, -signal.SIGTERM)
        assert time.monotonic() - begin < 4
        for each in deaf:
            each.socket.close()
    assert unexpected(tmp_path / "log") == []
