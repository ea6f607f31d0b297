"""Checks over HTTP: those of the engine, and every bad order told with its place."""

import base64
import json

import numpy as np
import pytest

from app.schemas.explanations import Checks
from engine import Experiment, check, example, nudge, trace
from engine.run.checkpoint import first

ADDRESS = "/api/v1/checks"
MAZUR = example("mazur-2-2-2").experiment
W1 = {"tensor": "W1", "cell": [0, 0]}


def post(client, experiment=None, **order):
    order = {"experiment": experiment or MAZUR.to_json(), **order}
    return client.request("POST", ADDRESS, json=order)


def told(response):
    assert response.status_code == 200, response.text
    document = response.json()
    Checks.model_validate_json(response.content)
    return document


def test_every_gradient_of_an_iteration(client):
    found = told(post(client, parameters=None, iteration=3))
    cells = check(MAZUR, 3)
    assert found["loss"] == trace(MAZUR, 3)["E"]
    assert found["counts"] == {"parameters": 12, "forward_passes": 24, "backward_passes": 1}
    assert [(c["parameter"], c["cells"], c["agree"]) for c in found["checks"]] == [
        ("W1", 4, 4), ("b1", 2, 2), ("W2", 4, 4), ("b2", 2, 2),
    ]  # fmt: skip
    worst = max(cells, key=lambda c: c.difference)
    assert found["worst"] | {"cell": None} == {
        "parameter": worst.parameter, "cell": None, "gradient": worst.analytic,
        "numeric": worst.numeric, "complex_step": worst.complex_step,
        "difference": worst.difference, "complex_difference": worst.complex_difference,
        "rounding": worst.rounding, "verdict": "agrees", "kinks": [],
    }  # fmt: skip
    assert found["worst"]["cell"] == list(worst.cell)
    assert (found["nudges"], found["slices"], found["descent"]) == ([], [], None)


def test_some_cells_of_one_parameter(client):
    found = told(post(client, parameters=["W2", "W2"], cells=3))
    assert [(c["parameter"], c["cells"]) for c in found["checks"]] == [("W2", 3)]
    assert told(post(client))["checks"] == []
    assert told(post(client))["worst"] is None


def test_a_nudge_tells_what_the_engine_tells(client):
    found = told(post(client, nudges=[{**W1, "epsilon": 0.001, "values": "list"}]))["nudges"][0]
    ours = nudge(trace(MAZUR), "W1", (0, 0), 0.001)
    assert found["gradient"] == pytest.approx(0.000438568, abs=5e-10)
    for name in ("change", "promised", "difference", "curvature", "remainder", "rounding", "loss"):
        assert found[name] == getattr(ours, name)
    assert (found["reason"], found["agrees"], found["digits"]) == ("curvature", True, ours.digits)
    assert [c["tensor"] for c in found["changed"]] == ["W1", "z1", "a1", "z2", "a2", "E"]
    for told_of, change in zip(found["changed"], ours.changes, strict=True):
        assert told_of["values"] == change.deltas.ravel().tolist()
        assert told_of["cell"] == list(change.cell)


def test_values_in_base64_and_not_at_all(client):
    nudges = [{**W1, "values": "base64"}, W1]
    coded, plain = told(post(client, nudges=nudges))["nudges"]
    assert "values" not in plain["changed"][0]
    values = np.frombuffer(base64.b64decode(coded["changed"][2]["values"]), "<f8")
    assert values.tolist() == nudge(trace(MAZUR), "W1", (0, 0), 0.001).changes[2].deltas.tolist()[0]


def test_an_input_without_its_gradient_in_the_experiment(client):
    found = told(post(client, nudges=[{"tensor": "a0", "cell": [0, 1]}]))["nudges"][0]
    assert found["agrees"]


def test_a_slice_with_its_tangent_and_its_step(client):
    found = told(post(client, slices=[{**W1, "low": 0.0, "high": 0.3, "steps": 3}]))
    one, done = found["slices"][0], trace(MAZUR)
    assert one["points"] == [0.0, 0.15, 0.3]
    assert one["losses"][1] == pytest.approx(done["E"], rel=1e-14)
    assert (one["value"], one["gradient"]) == (0.15, done["d_W1"][0, 0])
    assert one["step"]["to"] == done["W1'"][0, 0]
    assert one["step"]["came"] == pytest.approx(one["step"]["promised"], rel=1e-2)
    assert found["descent"]["came"] == pytest.approx(found["descent"]["promised"], rel=1e-2)


def test_at_a_checkpoint(client):
    start = trace(MAZUR, 9).checkpoint
    found = told(post(client, checkpoint=start.to_json(), iteration=10, nudges=[W1]))
    assert found["iteration"] == 10
    assert found["nudges"][0]["value"] == trace(MAZUR, 10)["W1"][0, 0]


def test_what_is_asked_again_is_answered_alike_and_what_differs_is_not_mixed_up(client):
    start = trace(MAZUR, 9).checkpoint
    one = {"nudges": [W1], "iteration": 10}
    kept = post(client, checkpoint=start.to_json(), **one).content
    at_first = post(client, nudges=[W1]).content
    other = start.to_json() | {"values": [v + 0.5 for v in start.values.tolist()]}
    moved = post(client, checkpoint=other, **one).content
    frozen = post(client, MAZUR.to_json() | {"learning_rate": 0.1}, **one).content
    for zero in (0.0, -0.0):  # are equal, but not written alike
        nought = start.to_json() | {"values": [zero, *start.values.tolist()[1:]]}
        nudged = told(post(client, checkpoint=nought, **one))["nudges"][0]
        assert str(nudged["value"]) == str(zero)
    assert len({kept, at_first, moved, frozen}) == 4
    assert post(client, checkpoint=start.to_json(), **one).content == kept
    assert post(client, nudges=[W1]).content == at_first
    assert post(client, checkpoint=other, **one).content == moved


def test_a_loss_that_leaves_float64_is_null(client):
    """E = (10¹⁵⁰ w)², which is 10²⁹⁸ at w = 0.1 and beyond float64 at w = 10⁶."""
    layers = [{"kind": "dense", "units": 1}] * 2
    e = {"layers": layers, "loss": {"kind": "mse"}, "inputs": [[1.0]], "targets": [[0.0]]}
    checkpoint = {"iteration": 0, "values": [0.1, 0.0, 1e150, 0.0]}
    weight = {**W1, "low": 0.1, "high": 1e6, "steps": 2}
    found = told(post(client, e, checkpoint=checkpoint, slices=[weight]))
    assert found["slices"][0]["losses"] == [pytest.approx(1e298), None]


# What is wrong with an order, and its place
WRONG = {
    "no such parameter": ({"parameters": ["W1", "W3"]}, "/parameters/1"),
    "no parameter": ({"parameters": ["a1"]}, "/parameters/0"),
    "no cells": ({"parameters": None, "cells": 0}, "/cells"),
    "no such tensor": ({"nudges": [W1 | {"tensor": "W3"}]}, "/nudges/0/tensor"),
    "a target": ({"nudges": [W1 | {"tensor": "y"}]}, "/nudges/0/tensor"),
    "a gradient": ({"nudges": [W1, W1 | {"tensor": "d_W1"}]}, "/nudges/1/tensor"),
    "the loss": ({"nudges": [{"tensor": "E", "cell": []}]}, "/nudges/0/tensor"),
    "no such cell": ({"nudges": [W1 | {"cell": [2, 0]}]}, "/nudges/0/cell/0"),
    "negative cell": ({"nudges": [W1 | {"cell": [0, -1]}]}, "/nudges/0/cell/1"),
    "half a cell": ({"nudges": [W1 | {"cell": [0]}]}, "/nudges/0/cell"),
    "no example": ({"nudges": [{"tensor": "a1", "cell": [1, 0]}]}, "/nudges/0/cell/0"),
    "a cell of text": ({"nudges": [W1 | {"cell": ["0", 0]}]}, "/nudges/0/cell/0"),
    "too large": ({"nudges": [W1 | {"epsilon": 0.11}]}, "/nudges/0/epsilon"),
    "too small": ({"nudges": [W1 | {"epsilon": -1e-9}]}, "/nudges/0/epsilon"),
    "no nudge": ({"nudges": [W1 | {"epsilon": 0}]}, "/nudges/0/epsilon"),
    "values": ({"nudges": [W1 | {"values": "float16"}]}, "/nudges/0/values"),
    "a field": ({"nudges": [W1 | {"eps": 1}]}, "/nudges/0"),
    "many nudges": ({"nudges": [W1] * 33}, "/nudges"),
    "slice of a neuron": (
        {"slices": [{"tensor": "a1", "cell": [0, 0], "low": 0.0, "high": 1.0}]},
        "/slices/0/tensor",
    ),
    "slice of no cell": ({"slices": [W1 | {"cell": [9, 0], "low": 0.0, "high": 1.0}]},
                         "/slices/0/cell/0"),
    "one point": ({"slices": [W1 | {"low": 0.0, "high": 1.0, "steps": 1}]}, "/slices/0/steps"),
    "too far": ({"slices": [W1 | {"low": 0.0, "high": 1e7}]}, "/slices/0/high"),
    "no end": ({"slices": [W1 | {"low": 0.0}]}, "/slices/0/high"),
    "iteration": ({"iteration": -1}, "/iteration"),
    "far iteration": ({"iteration": 10**9}, "/iteration"),
    "checkpoint": ({"checkpoint": {"iteration": 0, "values": [1.0]}}, "/checkpoint/values"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place(client, name):
    order, pointer = WRONG[name]
    response = post(client, **order)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer, response.text


def test_the_nearest_is_told(client, problem):
    refused = post(client, nudges=[W1 | {"epsilon": 1e-9}])
    assert problem(refused, "out-of-range")["errors"][0]["nearest"] == 1e-8
    refused = post(client, nudges=[W1 | {"cell": [7, 0]}])
    assert problem(refused, "invalid")["errors"][0]["nearest"] == 1
    refused = post(client, nudges=[W1 | {"tensor": "w1"}])
    assert problem(refused, "invalid")["errors"][0]["nearest"] in ("W1", "z1", "b1", "a1")


def test_cells_at_the_limit_and_one_past_it(client_with, problem):
    less = client_with(explain_seconds=0.002)
    refused = problem(post(less, parameters=None), "too-much-work", "/cells")
    nearest = refused["errors"][0]["nearest"]
    assert 1 <= nearest < 4
    assert post(less, parameters=None, cells=nearest).status_code == 200
    problem(post(less, parameters=None, cells=nearest + 1), "too-much-work", "/cells")
    none = client_with(explain_seconds=1e-9)
    problem(post(none, nudges=[W1]), "too-much-work", "/nudges")
    problem(post(none, slices=[W1 | {"low": 0.0, "high": 1.0}]), "too-much-work", "/slices")


def test_a_list_of_more_numbers_than_are_told(client_with, problem):
    less = client_with(list_values=5)
    refused = post(less, nudges=[W1 | {"values": "list"}])
    place = "/nudges/0/values"
    assert problem(refused, "out-of-range", place)["errors"][0]["nearest"] == "base64"
    assert post(less, nudges=[W1 | {"values": "base64"}]).status_code == 200


def test_a_huge_network_is_checked_in_part(client, problem):
    wide = [{"kind": "dense", "units": 200, "activation": "tanh"}] * 3
    data = {"inputs": [[0.1] * 30], "targets": [[0.0] * 200]}
    huge = {"layers": wide, "loss": {"kind": "mse"}, **data}
    refused = problem(post(client, huge, parameters=None), "too-much-work", "/cells")
    part = refused["errors"][0]["nearest"]
    assert told(post(client, huge, parameters=["W3"], cells=min(part, 20)))["worst"]
    json.dumps(refused)


def test_a_run_that_diverges_at_once(client, problem, small):
    values = first(Experiment.from_json(small)).values
    far = {"iteration": 0, "values": (values + 1e308).tolist()}
    problem(post(client, small, checkpoint=far, nudges=[W1]), "diverged")
