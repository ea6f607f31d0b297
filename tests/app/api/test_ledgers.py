"""The ledger and the collapse over HTTP."""

import math

import numpy as np
import pytest

from engine import Experiment, example, trace
from engine.lessons import LESSONS

SPIRALS = LESSONS["fading-message"].scene().states["spirals"]
FIVE = LESSONS["linear-stays-linear"].scene().states["five"]


def test_the_ledger_of_a_deep_network(client):
    found = client.request("POST", "/api/v1/ledgers", json={"experiment": SPIRALS.to_json()}).json()
    t = trace(SPIRALS)
    held = np.linalg.norm(t["d_z1"]) / np.linalg.norm(t["d_z6"])
    assert math.prod(f["value"] for f in found["factors"]) == pytest.approx(held, rel=1e-12)
    assert found["ratio"] == pytest.approx(held, rel=1e-12)
    killer = found["factors"][found["killer"]]
    assert killer["value"] == min(f["value"] for f in found["factors"])
    assert killer["cause"] == "slope"
    assert found["bound"] == 0.25**5
    assert found["slopes"] * found["weights"] == pytest.approx(found["ratio"], rel=1e-12)


def test_five_linear_layers_are_one(client):
    found = client.request("POST", "/api/v1/collapses", json={"experiment": FIVE.to_json()}).json()
    assert [p["layers"] for p in found["products"]] == [1, 2, 3, 4, 5]
    assert found["apart"] < 1e-12
    assert np.allclose(found["single"], trace(FIVE)["a5"], rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("route", "pointer"), [("ledgers", "/experiment/layers"), ("collapses", "/experiment/layers/0")]
)
def test_where_there_is_none_the_reason_is_told(client, route, pointer):
    alone = example("two-neuron-chain").experiment.to_json()
    alone["layers"] = alone["layers"][:1]
    alone["parameters"] = {}
    answer = client.request("POST", f"/api/v1/{route}", json={"experiment": alone})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_later_iteration_is_that_of_its_run(client):
    of = example("two-neuron-chain").experiment
    found = client.request(
        "POST", "/api/v1/ledgers", json={"experiment": of.to_json(), "iteration": 3}
    ).json()
    t = trace(Experiment.from_json(of.to_json()), 3)
    assert found["ratio"] == pytest.approx(abs(float(t["d_z1"][0, 0] / t["d_z2"][0, 0])))
