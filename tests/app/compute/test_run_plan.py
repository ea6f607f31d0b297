"""What a run may be: refused before it starts, let in, closed in time, stopped with its client."""

import json
import time

import httpx
import pytest

from app.limits import Limits
from app.main import create_app
from engine import Experiment
from engine.run.training import Training
from tests.app.live import serving
from tests.app.running import ADDRESS, frames, planned, post
from tests.waiting import wait_until

# What is wrong with an order, the problem and its place
WRONG = {
    "no rate": ({"every": None}, "invalid", "/per_second"),
    "no classes": ({"until": {"accuracy": 0.9}}, "invalid", "/until/accuracy"),
    "accuracy": ({"until": {"accuracy": 1.1}}, "out-of-range", "/until/accuracy"),
    "every": ({"every": 0}, "out-of-range", "/every"),
    "growth": ({"growth": 0.1}, "invalid", "/growth"),
    "little growth": (
        {"every": None, "per_second": 9, "growth": 0.001}, "out-of-range", "/growth",
    ),
    "slow": ({"per_second": 0.09}, "out-of-range", "/per_second"),
    "form": ({"values": "hex"}, "invalid", "/values"),
    "unknown": ({"until": {"epochs": 3}}, "invalid", "/until"),
    "checkpoint": (
        {"checkpoint": {"iteration": 0, "values": [1.0]}}, "invalid", "/checkpoint/values",
    ),
    "test inputs": ({"test": {"inputs": [[1.0]], "targets": [[1.0]]}}, "invalid", "/test/inputs"),
    "test targets": (
        {"test": {"inputs": [[1.0, 1.0]], "targets": [[1.0, 2.0]]}}, "invalid", "/test/targets",
    ),
    "too many tests": (
        {"test": {"inputs": [[1.0, 1.0]], "targets": [[1.0]] * 2}}, "invalid", "/test/targets",
    ),
    "experiment": ({"experiment": {}}, "invalid", "/experiment/layers"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_before_a_run_starts(client, problem, small, name):
    order, slug, pointer = WRONG[name]
    order = {"experiment": small, "until": {"iteration": 3}, **order}
    problem(client.request("POST", ADDRESS, json=order), slug, pointer)


def test_work_at_the_limit_and_one_past_it(client_with, problem, small):
    less = client_with(run_seconds=0.01)
    refused = problem(post(less, small, 10**9), "too-much-work", "/until/iteration")
    last = refused["errors"][0]["nearest"]
    assert last >= 20
    assert frames(post(less, small, last))[-1]["end"] == {"reason": "done"}
    problem(post(less, small, last + 1), "too-much-work", "/until/iteration")
    nearest = problem(post(less, small | {"batch": 1}, {"epoch": 10**9}), "too-much-work")["errors"]
    assert nearest[0]["pointer"] == "/until/epoch"
    assert post(less, small | {"batch": 1}, {"epoch": nearest[0]["nearest"]}).status_code == 200


def test_a_run_without_an_end_of_its_own_ends_at_the_limit(client_with, small):
    less = client_with(run_seconds=0.01)
    found = frames(post(less, small, {"loss": 0.0}))
    assert found[-1]["end"] == {"reason": "limit"}
    checkpoint = {"iteration": 1000, "values": [0.1] * 9}
    again = frames(post(less, small, {}, checkpoint=checkpoint))
    assert again[-1]["iteration"] - 1000 == found[-1]["iteration"] >= 20


def test_a_slow_run_is_closed_in_time(client_with, small):
    client = client_with(run_minutes=0.005)
    begin = time.monotonic()
    found = frames(post(client, small, 10_000, per_second=20))
    assert found[-1]["end"] == {"reason": "limit"}
    assert 0.3 <= time.monotonic() - begin < 60  # all of it would take 500 s


def test_an_iteration_that_would_keep_others_waiting(client_with, problem, small):
    """A smaller batch is the way out, as long as there is one."""
    small |= {"inputs": [[0.1, 0.2]] * 1000, "targets": [[0.5]] * 1000}
    less = client_with(iteration_milliseconds=0.03)
    refused = problem(post(less, small, 0), "too-much-work", "/experiment/batch")
    batch = refused["errors"][0]["nearest"]
    assert batch > 10
    assert frames(post(less, small | {"batch": batch}, 1))[-1]["end"] == {"reason": "done"}
    problem(post(less, small | {"batch": batch + 1}, 0), "too-much-work", "/experiment/batch")
    least = client_with(iteration_milliseconds=1e-6)
    refused = problem(post(least, small, 0), "too-much-work", "/experiment/batch")
    assert "nearest" not in refused["errors"][0]


def test_sizes_at_the_limit_and_one_past_it(client_with, problem, small):
    values = Experiment.from_json(small).program(3).size
    for name, limit, place, nearest in (
        ("parameters", 9, "/experiment/layers", 8),
        ("trace_values", values, "/experiment/batch", 2),
    ):
        assert post(client_with(**{name: limit}), small).status_code == 200
        less = post(client_with(**{name: limit - 1}), small)
        assert problem(less, "out-of-range", place)["errors"][0]["nearest"] == nearest


def test_frames_per_second(client, problem, small):
    assert post(client, small, 2, per_second=60).status_code == 200
    refused = problem(post(client, small, 2, per_second=60.5), "out-of-range", "/per_second")
    assert refused["errors"][0]["nearest"] == 60


def test_runs_are_let_in_up_to_the_limit(problem, small):
    """Four at once, of which a client may have two; whoever leaves makes room."""
    order = {"experiment": small, "until": {"iteration": 10_000}, "per_second": 10}
    with serving(create_app(Limits(runs=4))) as origin, httpx.Client(base_url=origin) as http:
        with http.stream("POST", ADDRESS, json=order) as first:
            assert first.status_code == 200
            with http.stream("POST", ADDRESS, json=order) as second:
                assert second.status_code == 200
                refused = http.post(ADDRESS, json=order)
                problem(refused, "busy")
                assert refused.headers["retry-after"] == "5"
        short = order | {"until": {"iteration": 1}}
        wait_until(lambda: http.post(ADDRESS, json=short).status_code == 200)
        for _ in range(2):
            assert http.post(ADDRESS, json=short).status_code == 200


def test_memory_is_let_in_up_to_the_limit(client_with, problem, small):
    """An address may have half."""
    needed = planned(small).held
    assert post(client_with(run_values=2 * needed), small).status_code == 200
    problem(post(client_with(run_values=2 * needed - 2), small), "busy")


def test_a_run_stops_when_its_client_leaves(monkeypatch, spirals):
    """Counted in calls that train: none more a quarter of a second after the socket closed."""
    calls = []
    train = Training.run
    monkeypatch.setattr(Training, "run", lambda *given: (calls.append(1), train(*given))[1])
    experiment, _ = spirals
    order = {"experiment": experiment, "every": None, "per_second": 20}
    with serving(create_app(Limits())) as origin:
        with httpx.stream("POST", origin + ADDRESS, json=order) as response:
            lines = response.iter_lines()
            for _ in range(5):
                assert "end" not in json.loads(next(lines))
        time.sleep(0.25)
        before = len(calls)
        time.sleep(0.25)
        assert len(calls) == before > 5
