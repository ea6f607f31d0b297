"""What an operator can watch, and what says that a server is about to end."""

import asyncio
import re

import httpx
import pytest

from app.http.metrics import route_of
from app.main import create_app
from tests.app.conftest import Client


@pytest.fixture
def watched(runner, monkeypatch):
    monkeypatch.setenv("BACKPROP_LAB_METRICS", "1")
    return Client(runner, create_app())


def values(text):
    """Samples by name and labels."""
    return {
        key: float(value) for key, value in re.findall(r"^([^#\s]\S*) (\S+)$", text, re.MULTILINE)
    }


def test_answers_are_counted_by_route_and_status(watched, small):
    watched.trace(small)
    watched.trace({})
    watched.get("/api/v1/examples/no-such")
    watched.get("/some/where")
    answer = watched.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert answer.headers["x-content-type-options"] == "nosniff"
    found = values(answer.text)
    for route, status in (
        ("/api/v1/traces", 200), ("/api/v1/traces", 422), ("/api/v1/examples", 404), ("other", 404)
    ):  # fmt: skip
        key = f'backprop_lab_answers_total{{route="{route}",status="{status}"}}'
        assert found[key] == 1
    assert found["backprop_lab_compute_seconds_total"] > 0
    assert found["backprop_lab_runs"] == found["backprop_lab_waiting"] == 0
    assert found['backprop_lab_answer_seconds_count{route="/api/v1/traces"}'] == 2


def test_runs_under_way_are_told(watched, small):
    order = {"experiment": small, "per_second": 10, "until": {"iteration": 3}}

    async def during():
        transport = httpx.ASGITransport(watched.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://lab.test") as http:
            running = asyncio.create_task(http.post("/api/v1/runs", json=order))
            found: dict[str, float] = {}
            while not found.get("backprop_lab_runs") and not running.done():
                found = values((await http.get("/metrics")).text)
                await asyncio.sleep(0)  # nothing else lets the run go on
            await running
            return found, values((await http.get("/metrics")).text)

    meanwhile, after = watched.runner.run(during())
    assert meanwhile["backprop_lab_runs"] == 1
    assert meanwhile["backprop_lab_run_values"] > 9
    assert after["backprop_lab_runs"] == after["backprop_lab_run_values"] == 0


def test_metrics_are_off_unless_set(client, problem, monkeypatch, runner):
    problem(client.get("/metrics"), "not-found")
    monkeypatch.setenv("BACKPROP_LAB_METRICS", "0")
    problem(Client(runner, create_app()).get("/metrics"), "not-found")


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/", "/"), ("", "other"), ("/api/v1/runs", "/api/v1/runs"), ("/api/v1", "other"),
        ("/api/v1/nothing", "other"), ("/api/v1/datasets/moons", "/api/v1/datasets"),
        ("/static/1/a/b/c.js", "/static"), ("/healthz", "/healthz"), ("/x" * 900, "other"),
    ],
)  # fmt: skip
def test_a_route_is_one_of_few(path, route):
    assert route_of(path, {"traces", "kinds", "datasets", "examples", "runs"}) == route


def test_readiness_ends_when_the_server_is_told_to_stop(runner, problem, small):
    app = create_app()
    client = Client(runner, app)

    async def stopped():
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://lab.test") as http:
                return await http.get("/readyz")

    assert runner.run(stopped()).json()["status"] == "ok"
    refused = client.get("/readyz")
    problem(refused, "restarting")
    assert refused.headers["retry-after"] == "1"
    assert client.get("/healthz").json()["status"] == "ok"
    problem(client.trace(small | {"seed": 4711}), "restarting")


def test_every_noun_of_the_api_is_counted_by_its_own_name(watched):
    for path in watched.app.state.openapi.value["paths"]:
        watched.request("OPTIONS", path.replace("{", "").replace("}", ""))
    found = values(watched.get("/metrics").text)
    assert not any('route="other"' in key for key in found)
