"""Paths over HTTP: those of the engine, and every bad order told with its place."""

import pytest

from app.schemas.explanations import Paths
from engine import Experiment, example, paths, trace
from engine.run.checkpoint import first

ADDRESS = "/api/v1/paths"
MAZUR = example("mazur-2-2-2").experiment
DEEP = {
    "layers": [{"kind": "dense", "units": n, "activation": "tanh"} for n in (*[8] * 6, 1)],
    "loss": {"kind": "mse"},
    "inputs": [[0.3, 0.7]],
    "targets": [[0.5]],
}


def post(client, experiment=None, **order):
    order = {"experiment": experiment or MAZUR.to_json(), "tensor": "W1", "cell": [0, 0], **order}
    return client.request("POST", ADDRESS, json=order)


def told(response):
    assert response.status_code == 200, response.text
    Paths.model_validate_json(response.content)
    return response.json()


def test_the_paths_of_the_first_weight_of_mazur(client):
    found = told(post(client))
    ours = paths(trace(MAZUR), "W1", (0, 0))
    assert (found["gradient"], found["size"], found["count"]) == (ours.gradient, ours.size, 2)
    assert found["network"] == {"paths": 4 * 2 + 4, "wires": 8, "examples": 1}
    assert found["routes"] == [["W1", "z1", "a1", "z2", "a2", "E"]]
    for path, own in zip(found["paths"], ours.listed, strict=True):
        assert path == {
            "product": own.product, "route": 0, "cells": [list(c) for c in own.cells],
            "derivatives": list(own.derivatives),
        }  # fmt: skip
    assert found["rest"] == {"count": 0, "sum": 0.0}


def test_the_largest_of_very_many(client):
    found = told(post(client, DEEP, most=300))
    assert found["network"] == {"paths": 823_880, "wires": 344, "examples": 1}
    assert (found["count"], len(found["paths"]), found["rest"]["count"]) == (32768, 300, 32468)
    total = sum(p["product"] for p in found["paths"]) + found["rest"]["sum"]
    gradient = trace(Experiment.from_json(DEEP))["d_W1"][0, 0]
    assert total == pytest.approx(gradient, abs=1e-12 * found["size"])


def test_from_an_input_and_at_a_checkpoint(client):
    start = trace(MAZUR, 4).checkpoint
    order = {"checkpoint": start.to_json(), "iteration": 5, "tensor": "a0", "cell": [0, 1]}
    found = told(post(client, **order))
    assert (found["iteration"], found["count"]) == (5, 4)


def test_a_branch_has_a_route_of_its_own(client):
    both = {"kind": "add", "reads": [0, -1]}
    layers = [
        {"kind": "dense", "units": 2, "activation": "tanh"}, both, {"kind": "dense", "units": 1},
    ]  # fmt: skip
    e = {"layers": layers, "loss": {"kind": "mse"}, "inputs": [[0.3, 0.7]], "targets": [[0.5]]}
    found = told(post(client, e, tensor="a0", cell=[0, 0]))
    # a0, h, z2, a2 (the identity), E; and with z1, a1 between
    assert sorted(len(route) for route in found["routes"]) == [5, 7]


# What is wrong with an order, and its place
WRONG = {
    "no such tensor": ({"tensor": "W3"}, "/tensor"),
    "the loss": ({"tensor": "E", "cell": []}, "/tensor"),
    "a slope": ({"tensor": "s1"}, "/tensor"),
    "a long name": ({"tensor": "W" * 81}, "/tensor"),
    "no such cell": ({"cell": [0, 2]}, "/cell/1"),
    "half a cell": ({"cell": [0]}, "/cell"),
    "no list": ({"cell": 0}, "/cell"),
    "deep cell": ({"cell": [0] * 5}, "/cell"),
    "none": ({"most": 0}, "/most"),
    "too many": ({"most": 501}, "/most"),
    "iteration": ({"iteration": 10**9}, "/iteration"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place(client, name):
    order, pointer = WRONG[name]
    response = post(client, **order)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer, response.text


def test_links_at_the_limit_and_one_past_it(client_with, problem):
    """Of two examples z1 a1 z2 a2 E are joined by 2 (2 + 4 + 2 + 2) links."""
    two = MAZUR.to_json() | {"inputs": [[0.1, 0.2]] * 2, "targets": [[0.1, 0.2]] * 2}
    assert post(client_with(path_links=20), two).status_code == 200
    refused = problem(post(client_with(path_links=19), two), "too-much-work", "/experiment/batch")
    assert refused["errors"][0]["nearest"] == 1
    assert post(client_with(path_links=19), two | {"batch": 1}).status_code == 200


def test_a_huge_network_is_refused_before_its_links_are_made(client, problem):
    norm = {"kind": "batch_norm"}
    layers = [
        {"kind": "conv2d", "filters": 4, "kernel": 3}, norm, {"kind": "flatten"},
        {"kind": "dense", "units": 1},
    ]  # fmt: skip
    data = {"inputs": [[[[0.5] * 12] * 12]] * 50, "targets": [[0.0]] * 50}
    e = {"layers": layers, "loss": {"kind": "mse"}, **data}
    refused = problem(post(client, e, cell=[0, 0, 0, 0]), "too-much-work", "/experiment/batch")
    nearest = refused["errors"][0]["nearest"]
    assert 1 <= nearest < 50
    assert post(client, e | {"batch": nearest}, cell=[0, 0, 0, 0]).status_code == 200
    further = post(client, e | {"batch": nearest + 1}, cell=[0, 0, 0, 0])
    problem(further, "too-much-work", "/experiment/batch")


def test_a_run_that_diverges_at_once(client, problem, small):
    values = first(Experiment.from_json(small)).values
    far = {"iteration": 0, "values": (values + 1e308).tolist()}
    problem(post(client, small, checkpoint=far), "diverged")
