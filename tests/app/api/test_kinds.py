from dataclasses import dataclass, replace

import numpy as np
import pytest

from app.limits import Limits
from app.parsing.request_reader import RequestReaders
from engine.bugs import bugs
from engine.families.activation import Elementwise
from engine.ops import BUILT_IN, registry
from engine.rule import rule
from engine.settings import bounded


def test_every_op_an_experiment_can_use_is_listed(client):
    kinds = {row["kind"]: row for row in client.get("/api/v1/kinds").json()["kinds"]}
    assert kinds.keys() == {kind for kind, op in registry.items() if op.family not in BUILT_IN}
    for kind, row in kinds.items():
        op = registry[kind]
        assert row["family"] == op.family
        assert row["schema"] == op.schema()
        assert row["formulas"].keys() == op.rules.keys()
        assert row["description"]


def test_every_bug_is_listed(client):
    rows = {row["id"]: row for row in client.get("/api/v1/kinds").json()["bugs"]}
    assert rows.keys() == bugs.keys()
    for name, row in rows.items():
        assert row["phase"] == bugs[name].phase
        assert row["needs"]
        assert row["description"]


def test_what_a_form_needs(client):
    kinds = {row["kind"]: row for row in client.get("/api/v1/kinds").json()["kinds"]}
    assert kinds["dense"]["schema"]["properties"]["units"]["maximum"] == 256
    assert kinds["sigmoid"]["range"] == [0.0, 1.0]
    assert kinds["sigmoid"]["steepest"] == 0.25
    assert kinds["relu"]["range"] == [0.0, None]
    assert kinds["relu"]["smooth"] is False
    assert kinds["cross_entropy"]["domain"] == [0.0, 1.0]
    assert kinds["dense"]["range"] is kinds["dense"]["phi"] is None
    assert kinds["dense"]["formulas"]["z"] == {
        "formula": "<W> <x> + <b>",
        "cell": r"\textstyle\sum <W> \cdot <x> + <b>",
    }


@dataclass(frozen=True)
class Cubed(Elementwise):
    """a = κ z³, made for this test alone."""

    kappa: float = bounded(1.0, low=0.0, high=2.0)
    phi = r"\kappa"

    @rule("kappa * z * z * z")
    def a(self, out, z):
        np.multiply(z**3, self.kappa, out=out)

    @rule("3 * kappa * z * z")
    def s(self, out, z):
        np.multiply(z**2, 3 * self.kappa, out=out)


@pytest.fixture
def cubed(monkeypatch):
    monkeypatch.setitem(registry, "cubed", Cubed)


@pytest.mark.usefixtures("cubed")
def test_a_new_activation_appears_by_itself(client_with, small, problem):
    client = client_with()
    rows = {row["kind"]: row for row in client.get("/api/v1/kinds").json()["kinds"]}
    assert rows["cubed"]["schema"]["properties"]["kappa"]["maximum"] == 2.0
    assert "CubedSettings" in client.get("/openapi.json").json()["components"]["schemas"]

    small["layers"][0]["activation"] = {"kind": "cubed", "kappa": 2}
    document = client.trace(small).json()
    assert document["ops"][1]["kind"] == "cubed"
    assert max(document["ops"][1]["curve"]["a"]) == 2 * 6.0**3

    small["layers"][0]["activation"]["kappa"] = 2.5
    problem(client.trace(small), "out-of-range", "/experiment/layers/0/activation/kappa")


def test_a_kind_that_nobody_knows_gets_the_nearest(client, small, problem):
    small["layers"][0]["activation"] = {"kind": "sigmoyd"}
    pointer = "/experiment/layers/0/activation/kind"
    fault = problem(client.trace(small), "unknown-kind", pointer)["errors"][0]
    assert fault["nearest"] == "sigmoid"
    assert set(fault["limit"]) == {k for k, op in registry.items() if op.family == "activation"}
    assert "sigmoyd" not in str(fault)


def test_orders_know_every_field_of_theirs():
    places = RequestReaders.on(replace(Limits(), layers=2)).trace.places
    path = ("experiment", "layers", 3, "activation", "alpha")
    assert places.pointer(path) == "/experiment/layers/3/activation/alpha"
    assert places.pointer(("experiment", "parameters", "W1", 0)) == "/experiment/parameters/W1/0"
    assert places.pointer(("experiment", "secret", "units")) == "/experiment"
