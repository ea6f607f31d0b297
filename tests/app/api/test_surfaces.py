"""Surfaces over HTTP: what the network answers at each point, as compact as it was asked for."""

import base64
import json
import struct

import numpy as np
import pytest

from app.limits import Limits
from engine import Experiment, trace
from engine.run.checkpoint import first
from engine.run.evaluation import Evaluation

ADDRESS = "/api/v1/surfaces"
PLANE = [{"input": 0, "low": -2.0, "high": 2.0}, {"input": 1, "low": 0.0, "high": 1.0}]
WEIGHTS = [
    {"parameter": "W1", "cell": [1, 0], "low": -3.0, "high": 3.0},
    {"parameter": "b2", "cell": [0], "low": -1.0, "high": 2.0},
]


def post(client, experiment, axes, accept="*/*", **order):
    order = {"experiment": experiment, "axes": axes, **order}
    return client.request("POST", ADDRESS, json=order, headers={"Accept": accept})


def values(document):
    """Surface by surface, as numbers."""
    assert document["surfaces"]
    raw = base64.b64decode(document["values"])
    shape = (len(document["surfaces"]), *map(len, document["axes"]))
    if document["numbers"] == "float32":
        return np.frombuffer(raw, "<f4").reshape(shape)
    ends = [[s[end] for s in document["surfaces"]] for end in ("low", "high")]
    low, high = (np.array(e).reshape(-1, *[1] * (len(shape) - 1)) for e in ends)
    return low + (high - low) * np.frombuffer(raw, np.uint8).reshape(shape) / 255


def answers(small, point, start=None):
    """Of all neurons at one point, by a trace."""
    moved = Experiment.from_json(small | {"inputs": [list(point)], "targets": [[0.5]]})
    traced = trace(moved, start.iteration if start else 0, start)
    return [*traced["a1"].ravel(), *traced["a2"].ravel()]


def test_every_neuron_answers_at_every_point(client, small):
    document = post(client, small, PLANE, steps=7).json()
    assert [(s["tensor"], s["cell"]) for s in document["surfaces"]] == [
        ("a1", [0]), ("a1", [1]), ("a2", [0]),
    ]  # fmt: skip
    xs, ys = document["axes"]
    assert (xs, ys) == (np.linspace(-2, 2, 7).tolist(), np.linspace(0, 1, 7).tolist())
    found = values(document)
    small |= {"seed": 0}
    parameters = {k: v.tolist() for k, v in Experiment.from_json(small).start.items()}
    for i, x in enumerate(xs):
        for j, y in enumerate(ys):
            expected = answers(small | {"parameters": parameters}, (x, y))
            np.testing.assert_array_equal(found[:, i, j], np.float32(expected))
    for surface, told in zip(found, document["surfaces"], strict=True):
        assert np.float32(told["low"]) == surface.min()
        assert np.float32(told["high"]) == surface.max()


def test_at_a_checkpoint(client, small):
    start = trace(Experiment.from_json(small), 49).checkpoint
    document = post(client, small, PLANE[:1], checkpoint=start.to_json(), at=[9.0, 0.25]).json()
    assert document["iteration"] == 50
    found = values(document)
    assert found.shape == (3, 32)
    assert found[:, -1].tolist() == np.float32(answers(small, (2.0, 0.25), start)).tolist()


def test_what_no_axis_moves_stays_at_its_mean(client, small):
    mean = np.mean(small["inputs"], axis=0).tolist()
    told, untold = (
        post(client, small, PLANE[1:], **more).json()["values"] for more in ({"at": mean}, {})
    )
    assert told == untold


def test_bytes_are_near_and_a_quarter_of_the_size(client, small):
    exact = post(client, small, PLANE, numbers="float32").json()
    rough = post(client, small, PLANE, numbers="uint8").json()
    spans = [s["high"] - s["low"] for s in exact["surfaces"]]
    off = np.abs(values(exact) - values(rough)).max(axis=(1, 2))
    assert (off <= np.array(spans) / 510 + 1e-6).all()
    assert len(base64.b64decode(rough["values"])) * 4 == len(base64.b64decode(exact["values"]))


@pytest.mark.parametrize("numbers", ["float32", "uint8"])
def test_raw_bytes_are_the_same(client, small, numbers):
    document = post(client, small, PLANE, numbers=numbers).json()
    response = post(client, small, PLANE, "application/octet-stream", numbers=numbers)
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["vary"] == "Accept"
    (length,) = struct.unpack_from("<I", response.content)
    assert (4 + length) % 8 == 0
    assert base64.b64decode(document.pop("values")) == response.content[4 + length :]
    assert json.loads(response.content[4 : 4 + length]) == document


def test_tensors_are_chosen(client, small):
    document = post(client, small, PLANE, tensors=["z2", "a1", "z2"], steps=2).json()
    assert [s["tensor"] for s in document["surfaces"]] == ["z2", "a1", "a1"]


def test_a_flat_surface_is_a_surface(client, small):
    parameters = {"W1": [[0.0, 0.0]] * 2, "b1": [0.0, 0.0], "W2": [[0.0, 0.0]], "b2": [0.0]}
    document = post(client, small | {"parameters": parameters}, PLANE, numbers="uint8").json()
    assert (values(document)[:2] == 0.0).all()
    assert (values(document)[2] == 0.5).all()


def test_feature_maps_are_surfaces_too(client):
    images = {
        "layers": [
            {"kind": "conv2d", "filters": 2, "kernel": 2, "activation": "relu"},
            {"kind": "flatten"},
            {"kind": "dense", "units": 1},
        ],
        "loss": {"kind": "mse"},
        "inputs": np.linspace(0, 1, 9).reshape(1, 1, 3, 3).tolist(),
        "targets": [[0.0]],
    }
    document = post(client, images, [{"input": 4, "low": 0.0, "high": 1.0}], steps=3).json()
    shown = [s["tensor"] for s in document["surfaces"]]
    assert shown == ["a1"] * 8 + ["flat1"] * 8 + ["a2"]
    assert document["surfaces"][5]["cell"] == [1, 0, 1]
    traced = trace(Experiment.from_json(images))
    expected = np.concatenate([traced[n].ravel() for n in ("a1", "flat1", "a2")])
    np.testing.assert_array_equal(values(document)[:, 1], np.float32(expected))  # 0.5 is its own


def test_the_loss_over_two_parameters(client, small):
    document = post(client, small, WEIGHTS, steps=5).json()
    assert [(s["tensor"], s["cell"]) for s in document["surfaces"]] == [("E", [])]
    experiment = Experiment.from_json(small)
    evaluation = Evaluation(experiment, experiment.inputs, experiment.targets)
    found = values(document)[0]
    for i, w in enumerate(document["axes"][0]):
        for j, b in enumerate(document["axes"][1]):
            moved = first(experiment).values.copy()
            moved[[2, 8]] = w, b  # W1 has 4 values, b1 2, W2 2
            assert found[i, j] == np.float32(evaluation(moved).loss)


def test_what_is_beyond_float32_stands_at_its_end(client, small):
    small |= {"layers": [{"kind": "dense", "units": 1}]}
    checkpoint = {"iteration": 0, "values": [1e60, 0.0, 0.0]}
    found = values(post(client, small, PLANE[:1], checkpoint=checkpoint, at=[0.0, 0.0]).json())
    assert found[0, 0] == -np.finfo(np.float32).max
    assert found[0, -1] == np.finfo(np.float32).max


def test_what_is_no_number_is_a_problem(client, problem, small):
    small |= {"layers": [{"kind": "dense", "units": 2}, {"kind": "dense", "units": 1}]}
    checkpoint = {"iteration": 0, "values": [1e308] * 4 + [0.0] * 2 + [1e308, -1e308] + [0.0]}
    refused = post(client, small, PLANE, checkpoint=checkpoint)
    problem(refused, "invalid", "/checkpoint/values")


# What is wrong with an order and its place
WRONG = {
    "no axis": ({"axes": []}, "/axes"),
    "three axes": ({"axes": [PLANE[0]] * 3}, "/axes"),
    "both kinds": ({"axes": [PLANE[0], WEIGHTS[0]]}, "/axes/1"),
    "no such input": ({"axes": [PLANE[0] | {"input": 2}]}, "/axes/0/input"),
    "no such parameter": ({"axes": [WEIGHTS[0] | {"parameter": "W3"}]}, "/axes/0/parameter"),
    "no such cell": ({"axes": [WEIGHTS[0] | {"cell": [2, 0]}]}, "/axes/0/cell/0"),
    "negative cell": ({"axes": [WEIGHTS[0] | {"cell": [0, -1]}]}, "/axes/0/cell/1"),
    "half a cell": ({"axes": [WEIGHTS[0] | {"cell": [0]}]}, "/axes/0/cell"),
    "too far": ({"axes": [PLANE[0] | {"high": 1e6 + 1}]}, "/axes/0/high"),
    "no such tensor": ({"tensors": ["a1", "a3"]}, "/tensors/1"),
    "no answer": ({"tensors": ["d_z1"]}, "/tensors/0"),
    "at": ({"at": [1.0]}, "/at"),
    "numbers": ({"numbers": "float16"}, "/numbers"),
    "one point": ({"steps": 1}, "/steps"),
    "checkpoint": ({"checkpoint": {"iteration": 0, "values": [1.0]}}, "/checkpoint/values"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place(client, small, name):
    order, pointer = WRONG[name]
    response = client.request("POST", ADDRESS, json={"experiment": small, "axes": PLANE, **order})
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer, response.text


def test_steps_at_the_limit_and_one_past_it(client, problem, small):
    assert post(client, small, PLANE, steps=100).status_code == 200
    refused = problem(post(client, small, PLANE, steps=101), "out-of-range", "/steps")
    assert refused["errors"][0]["nearest"] == Limits().surface_steps


def test_values_at_the_limit_and_one_past_it(client_with, problem, small):
    """Three neurons at 16 points."""
    assert post(client_with(surface_values=48), small, PLANE, steps=4).status_code == 200
    less = client_with(surface_values=47)
    refused = problem(post(less, small, PLANE, steps=4), "out-of-range", "/steps")
    assert refused["errors"][0]["nearest"] == 3
    assert post(less, small, PLANE, steps=3).status_code == 200


@pytest.mark.parametrize("axes", [PLANE, WEIGHTS], ids=["inputs", "parameters"])
def test_work_at_the_limit_and_one_past_it(client_with, problem, small, axes):
    less = client_with(surface_seconds=0.0001 if axes is PLANE else 0.005)
    refused = problem(post(less, small, axes, steps=90), "too-much-work", "/steps")
    nearest = refused["errors"][0]["nearest"]
    assert nearest >= 2
    assert post(less, small, axes, steps=nearest).status_code == 200
    problem(post(less, small, axes, steps=nearest + 1), "too-much-work", "/steps")


def test_what_is_asked_again_is_settled_once_and_answered_anew(client, client_with, small):
    """Other moments, kinds of numbers and axes are told apart from those that were asked for."""
    size = len(first(Experiment.from_json(small)).values)
    asked = [
        {
            "axes": [{"input": 0, "low": low, "high": 1.0}],
            "steps": steps,
            "numbers": numbers,
            "checkpoint": {"iteration": k, "values": [0.1 * k + 0.01 * n for n in range(size)]},
        }
        for k in (1, 2)
        for low in (0.0, 0.5)
        for steps in (2, 3)
        for numbers in ("uint8", "float32")
    ]
    found = [post(client, small, **order).text for order in asked]
    other = client_with()
    assert [post(other, small, **order).text for order in asked[::-1]] == found[::-1]
    assert len(set(found)) == len(found)
