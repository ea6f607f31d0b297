"""Spreads over HTTP: each run is the one that `runs` trains from its seed; bad orders are told."""

import json
import time

import httpx
import numpy as np
import pytest

from app.limits import Limits
from app.main import create_app
from app.schemas.spreads import SpreadFrame
from tests.app.live import serving
from tests.app.running import frames
from tests.app.running import post as run

ADDRESS = "/api/v1/spreads"
SEEDS = [3, 0, 7]
PATIENCE = 30
"""Seconds in which a server notices that somebody left, on a machine that does much else."""
FAR, RATE = [[3, 1], [1, -2], [2, 2], [-1, 3]], 0.2
"""With these some of eight seeds diverge."""
MOONS = {"kind": "moons", "examples": 40, "test": 0.25}


@pytest.fixture
def drawn():
    """A small network whose weights the seed draws."""
    layers = [{"kind": "dense", "units": n, "activation": "tanh"} for n in (4, 1)]
    return {
        "layers": layers, "loss": "mse", "learning_rate": 0.3,
        "inputs": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [[0], [1], [1], [0]],
    }  # fmt: skip


def spread(client, experiment, **order):
    order = {"experiment": experiment, "seeds": SEEDS, "iterations": 25, "every": 10, **order}
    return client.request("POST", ADDRESS, json=order)


def with_data(of):
    rest = {name: value for name, value in of.items() if name not in ("inputs", "targets")}
    return {**rest, "data": MOONS, "batch": 7}


@pytest.mark.parametrize("change", ["plain", "data and batches", "in turn"])
def test_each_loss_is_that_of_its_own_run(client, drawn, change):
    if change == "data and batches":
        drawn = with_data(drawn)
    if change == "in turn":
        drawn["layers"].insert(1, {"kind": "dropout"})
    found = frames(spread(client, drawn))
    assert [f["iteration"] for f in found] == [0, 10, 20, 25]
    end = {"reason": "done", "together": change != "in turn", "diverged": []}
    assert [f.get("end") for f in found] == [None, None, None, end]
    for n, seed in enumerate(SEEDS):
        alone = frames(run(client, {**drawn, "seed": seed}, 25, every=10))
        assert [f["losses"][n] for f in found] == [f["loss"] for f in alone]
        if "data" in drawn:
            assert [f["test"]["losses"][n] for f in found] == [f["test"]["loss"] for f in alone]
    for frame in found:
        SpreadFrame.model_validate(frame)
        assert frame["band"]["median"] == float(np.median(frame["losses"]))


def test_a_run_that_diverges_has_no_loss_any_more(client, drawn):
    drawn |= {"learning_rate": RATE, "loss": "half_sse", "inputs": FAR}
    drawn["layers"] = [{"kind": "dense", "units": n, "activation": "relu"} for n in (6, 1)]
    drawn["layers"][1]["activation"] = "identity"
    seeds = list(range(8))
    last = frames(spread(client, drawn, seeds=seeds, iterations=60))[-1]
    lost = {one["seed"]: one["iteration"] for one in last["end"]["diverged"]}
    assert lost
    for seed, loss in zip(seeds, last["losses"], strict=True):
        alone = frames(run(client, {**drawn, "seed": seed}, 60, every=10))[-1]
        assert (loss is None) == (seed in lost) == (alone["end"]["reason"] == "diverged")
        if loss is None:
            assert lost[seed] == alone["end"]["where"]["iteration"]
    assert last["band"]["largest"] is None


@pytest.mark.parametrize(
    ("more", "pointer", "limit"),
    [
        ({"seeds": list(range(101))}, "/seeds", 100),
        ({"seeds": []}, "/seeds", 1),
        ({"seeds": [1, 1]}, "/seeds", None),
        ({"seeds": [-1]}, "/seeds/0", 0),
        ({"iterations": 0}, "/iterations", 1),
        ({"every": 0}, "/every", 1),
        ({"checkpoint": {"iteration": 0, "values": [0.0]}}, "/checkpoint", None),
    ],
)
def test_bad_orders_are_told(client, drawn, more, pointer, limit):
    response = spread(client, drawn, **more)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    (fault,) = response.json()["errors"]
    assert fault["pointer"] == pointer
    assert fault.get("limit") == limit


def test_too_much_work_names_the_most_there_may_be(client, drawn):
    response = spread(client, drawn, iterations=10**9)
    (fault,) = response.json()["errors"]
    assert response.json()["type"] == "/problems/too-much-work"
    assert fault["pointer"] == "/iterations"
    assert fault["nearest"] == fault["limit"] > 10_000
    drawn["layers"].insert(1, {"kind": "dropout"})
    less = spread(client, drawn, iterations=10**9).json()["errors"][0]["limit"]
    assert 0 < less < fault["limit"]


def test_given_weights_leave_nothing_to_luck(client, drawn):
    drawn["parameters"] = {"W1": [[0.1, 0.2]] * 4, "W2": [[0.3] * 4]}
    response = spread(client, drawn)
    (fault,) = response.json()["errors"]
    assert fault["pointer"] == "/experiment/parameters"
    assert "changes nothing" in fault["detail"]


def test_hundred_runs_are_asked_for_where_nothing_is_said(client, drawn):
    order = {"experiment": drawn, "iterations": 1}
    response = client.request("POST", ADDRESS, json=order)
    assert len(json.loads(response.text.splitlines()[0])["losses"]) == 100


def test_a_spread_ends_when_its_client_leaves(problem, drawn):
    """While it goes on there is room for no other; whoever closes the connection makes room."""
    order = {"experiment": drawn, "seeds": SEEDS, "iterations": 1_000_000, "every": 10}
    short = order | {"iterations": 10}
    with (
        serving(create_app(Limits(runs=1, run_seconds=3600))) as origin,
        httpx.Client(base_url=origin) as http,
    ):
        with http.stream("POST", ADDRESS, json=order) as going:
            lines = going.iter_lines()
            for iteration in (0, 10, 20):
                frame = json.loads(next(lines))
                assert frame["iteration"] == iteration
                assert "end" not in frame
            problem(http.post(ADDRESS, json=short), "busy")
        until = time.monotonic() + PATIENCE
        while (answer := http.post(ADDRESS, json=short)).status_code == 503:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert frames(answer)[-1]["end"]["reason"] == "done"
