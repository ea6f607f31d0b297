"""What nobody waits for stops, and who somebody is cannot be forged."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from app.limits import Limits
from app.main import create_app
from engine import Experiment
from tests.app.live import serving
from tests.waiting import wait_until

WIDE = {
    "layers": [{"kind": "dense", "units": 20, "activation": "tanh"}] * 3,
    "loss": "mse",
    "inputs": [[0.1 * k, 0.5] for k in range(100)],
    "targets": [[0.1] * 20] * 100,
    "learning_rate": 1e-3,
}


def send(origin, noun, order):
    """Post over a socket of its own, which is given back before there is an answer."""
    body = json.dumps(order).encode()
    head = f"POST /api/v1/{noun} HTTP/1.1\r\nHost: lab.test\r\nContent-Type: application/json\r\n"
    host, port = origin.removeprefix("http://").split(":")
    link = socket.create_connection((host, int(port)))
    link.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    return link


def test_a_trace_that_nobody_waits_for_stops(monkeypatch, capfd):
    """Counted in iterations: none more a quarter of a second after the socket closed."""
    counted = []
    rows = Experiment.rows
    monkeypatch.setattr(Experiment, "rows", lambda *given: (counted.append(1), rows(*given))[1])
    with serving(create_app(Limits())) as origin:
        links = [send(origin, "traces", {"experiment": WIDE, "iteration": 800}) for _ in range(3)]
        time.sleep(0.2)
        for link in links:
            link.close()
        time.sleep(0.25)
        before = len(counted)
        time.sleep(0.25)
        assert len(counted) == before > 0
        assert httpx.get(origin + "/healthz").status_code == 200
    assert capfd.readouterr().err == ""


def test_others_are_answered_while_large_traces_are_computed():
    """Processor time of this thread is no measure of the server's: an order of magnitude is."""
    with serving(create_app(Limits())) as origin:
        links = [send(origin, "traces", {"experiment": WIDE, "iteration": 800}) for _ in range(12)]
        time.sleep(0.1)
        small = {"experiment": WIDE | {"inputs": [[0.1, 0.2]], "targets": [[0.1] * 20]}}
        times = []
        with httpx.Client(base_url=origin, headers={"X-Client-Token": "somebody-else"}) as http:
            for k in range(10):
                order = small | {"iteration": k}
                begin = time.perf_counter()
                assert http.post("/api/v1/traces", json=order).status_code == 200
                times.append(time.perf_counter() - begin)
        for link in links:
            link.close()
    assert sorted(times)[5] < 0.25


def answers(server, http):
    assert server.poll() is None, "the server did not start"
    try:
        return http.get("/healthz").status_code == 200
    except httpx.ConnectError:
        return False


@pytest.mark.parametrize(("trusted", "believed"), [(None, False), ("127.0.0.1", True)])
def test_a_forwarded_address_is_believed_from_named_proxies_alone(trusted, believed):
    """With room for one run of an address, two that say to be of two addresses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "BACKPROP_LAB_RUNS": "2"}
    if trusted:
        environment["BACKPROP_LAB_TRUSTED_PROXIES"] = trusted
    command = [sys.executable, "-m", "app", "--port", str(port)]
    order = {"experiment": WIDE, "per_second": 1}
    with subprocess.Popen(command, env=environment) as server:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
                wait_until(lambda: answers(server, http))
                first = http.build_request(
                    "POST", "/api/v1/runs", json=order, headers={"X-Forwarded-For": "10.0.0.1"}
                )
                running = http.send(first, stream=True)
                assert running.status_code == 200
                second = http.build_request(
                    "POST", "/api/v1/runs", json=order, headers={"X-Forwarded-For": "10.0.0.2"}
                )
                answer = http.send(second, stream=True)
                assert (answer.status_code == 200) is believed
                answer.close()
                running.close()
        finally:
            server.send_signal(signal.SIGTERM)
