"""Answers over HTTP: those of the engine, counted by class as one would by hand."""

import base64
import json
import struct

import numpy as np
import pytest

from app.limits import Limits
from engine import Experiment, trace
from engine.run.checkpoint import first
from engine.run.evaluation import Evaluation

ADDRESS = "/api/v1/answers"
BINARY = "application/octet-stream"


def post(client, experiment, accept="*/*", **order):
    order = {"experiment": experiment, **order}
    return client.request("POST", ADDRESS, json=order, headers={"Accept": accept})


@pytest.fixture
def flowers():
    """Three classes in the plane, apart enough to be learned and near enough to be mistaken."""
    rng = np.random.default_rng(3)
    labels = rng.integers(3, size=60)
    inputs = rng.normal(size=(60, 2)) + np.array([[0, 0], [1.5, 0], [0, 1.5]])[labels]
    return {
        "layers": [
            {"kind": "dense", "units": 4, "activation": "tanh"},
            {"kind": "dropout", "rate": 0.5},
            {"kind": "dense", "units": 3, "activation": "softmax"},
        ],
        "loss": {"kind": "cross_entropy", "reduction": "mean"},
        "inputs": inputs.tolist(),
        "targets": np.eye(3)[labels].tolist(),
        "batch": 10,
        "learning_rate": 0.3,
    }


def test_the_own_examples_are_answered_as_in_a_trace(client, small):
    traced = trace(Experiment.from_json(small))
    told = post(client, small).json()
    assert (told["iteration"], told["examples"]) == (0, 3)
    assert told["answers"] == [
        {"tensor": "a2", "shape": [1], "values": traced["a2"].ravel().tolist()}
    ]
    assert told["score"] == {"loss": traced["E"].item()}


def test_at_a_checkpoint_every_tensor_that_is_asked(client, small):
    ours = Experiment.from_json(small)
    start = trace(ours, 19).checkpoint
    traced = trace(ours, 20, start)
    asked = {"checkpoint": start.to_json(), "tensors": ["z1", "a2", "z1"], "values": "base64"}
    told = post(client, small, **asked).json()
    assert told["iteration"] == 20
    assert [(a["tensor"], a["shape"]) for a in told["answers"]] == [("z1", [2]), ("a2", [1])]
    for answer in told["answers"]:
        assert base64.b64decode(answer["values"]) == traced[answer["tensor"]].tobytes()


def test_other_inputs_are_answered(client, small):
    inputs, targets = [[0.3, -0.7], [2.0, 0.1]], [[1.0], [0.25]]
    start = first(Experiment.from_json(small))
    moved = Experiment.from_json(small | {"inputs": inputs, "targets": targets})
    traced = trace(moved, 0, start)
    bare = post(client, small, inputs=inputs).json()
    assert bare["answers"][0]["values"] == traced["a2"].ravel().tolist()
    assert "score" not in bare
    marked = post(client, small, inputs=inputs, targets=targets).json()
    assert marked["answers"] == bare["answers"]
    assert marked["score"] == {"loss": traced["E"].item()}


def test_data_that_are_named_and_what_they_hold_out(client, small):
    del small["inputs"], small["targets"]
    small["data"] = {"kind": "moons", "test": 0.25, "seed": 4}
    ours = Experiment.from_json(small)
    values = first(ours).values
    for part, data in (("training", ours.data.training), ("test", ours.data.held_out)):
        told = post(client, small, part=part, values="none").json()
        score = Evaluation(ours, *data)(values)
        assert told["examples"] == len(data.inputs)
        assert (told["score"]["loss"], told["score"]["accuracy"]) == (score.loss, score.accuracy)


def test_the_confusion_matrix_of_several_outputs(client, flowers):
    """Counted from the numbers that are told, one example after the other."""
    ours = Experiment.from_json(flowers)
    start = trace(ours, 30).checkpoint
    told = post(client, flowers, checkpoint=start.to_json()).json()
    counted = [[0] * 3 for _ in range(3)]
    values = told["answers"][0]["values"]
    for k, target in enumerate(flowers["targets"]):
        row = values[3 * k : 3 * k + 3]
        counted[target.index(1.0)][row.index(max(row))] += 1
    score = told["score"]
    assert score["confusion"] == counted
    assert 0 < sum(counted[k][k] for k in range(3)) < 60
    assert score["accuracy"] == sum(counted[k][k] for k in range(3)) / 60
    ours = Evaluation(ours, ours.inputs, ours.targets)(start.values)
    assert (score["loss"], score["accuracy"]) == (ours.loss, ours.accuracy)


@pytest.mark.parametrize("low", [0.0, -1.0])
def test_the_confusion_matrix_of_one_output(client, low):
    """The line a = x: nearer to the upper class above the middle, and at it not."""
    middle = (1.0 + low) / 2
    experiment = {
        "layers": [{"kind": "dense", "units": 1}],
        "loss": "mse",
        "inputs": [[low], [middle], [middle + 0.1], [middle - 0.1], [1.0], [0.9]],
        "targets": [[low], [1.0], [1.0], [1.0], [low], [1.0]],
        "parameters": {"W1": [[1.0]], "b1": [0.0]},
    }
    told = post(client, experiment).json()["score"]
    assert told["confusion"] == [[1, 1], [2, 2]]
    assert told["accuracy"] == 3 / 6


def test_quantities_are_no_classes(client, small):
    assert post(client, small).json()["score"].keys() == {"loss"}


def test_large_data_are_answered_in_parts(client, flowers):
    rng = np.random.default_rng(0)
    flowers["layers"][0]["units"] = 256
    more = {"inputs": rng.normal(size=(2000, 2)).tolist(), "targets": [[0.0, 1.0, 0.0]] * 2000}
    ours = Experiment.from_json(flowers)
    expected = Evaluation(ours, **{k: np.array(v) for k, v in more.items()})
    told = post(client, flowers, **more).json()
    score = expected(first(ours).values)
    assert told["score"]["loss"] == pytest.approx(score.loss, rel=1e-13)
    assert told["score"]["accuracy"] == score.accuracy
    assert np.sum(told["score"]["confusion"], axis=1).tolist() == [0, 2000, 0]


@pytest.mark.parametrize("values", ["none", "list", "base64"])
def test_raw_values_are_the_same(client, flowers, values):
    order = {"tensors": ["a1", "a2"], "values": values}
    told = post(client, flowers, **order).json()
    response = post(client, flowers, BINARY, **order)
    assert response.headers["content-type"] == BINARY
    assert response.headers["vary"] == "Accept"
    (length,) = struct.unpack_from("<I", response.content)
    assert (4 + length) % 8 == 0
    header = json.loads(response.content[4 : 4 + length])
    raw = np.frombuffer(response.content, "<f8", offset=4 + length)
    shown = [answer.pop("values", []) for answer in told["answers"]]
    assert header == told
    if values == "none":
        assert shown == [[], []]
        assert not raw.size
    elif values == "list":
        assert shown == [raw[: 60 * 4].tolist(), raw[60 * 4 :].tolist()]
    else:
        assert b"".join(map(base64.b64decode, shown)) == raw.tobytes()


def test_images_are_answered(client):
    images = {
        "layers": [
            {"kind": "conv2d", "filters": 2, "kernel": 2, "activation": "relu"},
            {"kind": "flatten"},
            {"kind": "dense", "units": 1},
        ],
        "loss": "mse",
        "inputs": np.linspace(0, 1, 18).reshape(2, 1, 3, 3).tolist(),
        "targets": [[0.0], [1.0]],
    }
    told = post(client, images, inputs=images["inputs"][1:], tensors=["a1"]).json()
    assert told["answers"][0]["shape"] == [2, 2, 2]
    expected = trace(Experiment.from_json(images))["a1"][1]
    assert told["answers"][0]["values"] == expected.ravel().tolist()


def test_what_is_not_finite_is_a_problem_and_a_loss_that_is_not_is_null(client, problem, small):
    small |= {"layers": [{"kind": "dense", "units": 2}, {"kind": "dense", "units": 1}]}
    wild = {"iteration": 0, "values": [1e308] * 4 + [0.0] * 2 + [1e308, -1e308] + [0.0]}
    problem(post(client, small, checkpoint=wild), "invalid", "/checkpoint/values")
    told = post(client, small, checkpoint=wild, values="none").json()
    assert told["score"] == {"loss": None}


# What is wrong with an order and its place
WRONG = {
    "no such tensor": ({"tensors": ["a1", "a3"]}, "/tensors/1"),
    "no answer": ({"tensors": ["d_z1"]}, "/tensors/0"),
    "no tensor": ({"tensors": []}, "/tensors"),
    "values": ({"values": "float32"}, "/values"),
    "no inputs": ({"inputs": []}, "/inputs"),
    "wide inputs": ({"inputs": [[1.0, 2.0, 3.0]]}, "/inputs"),
    "ragged inputs": ({"inputs": [[1.0, 2.0], [3.0]]}, "/inputs"),
    "far inputs": ({"inputs": [[1.0, 1e6 + 1]]}, "/inputs/0/1"),
    "images": ({"inputs": [[[[1.0, 2.0]]]]}, "/inputs"),
    "inputs of a part": ({"inputs": [[1.0, 2.0]], "part": "test"}, "/part"),
    "nothing held out": ({"part": "test"}, "/part"),
    "no such part": ({"part": "both"}, "/part"),
    "targets alone": ({"targets": [[1.0]] * 3}, "/targets"),
    "few targets": ({"inputs": [[1.0, 2.0]] * 2, "targets": [[1.0]]}, "/targets"),
    "wide targets": ({"inputs": [[1.0, 2.0]], "targets": [[1.0, 0.0]]}, "/targets"),
    "checkpoint": ({"checkpoint": {"iteration": 0, "values": [1.0]}}, "/checkpoint/values"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place(client, small, name):
    order, pointer = WRONG[name]
    response = post(client, small, **order)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer, response.text


def test_examples_at_the_limit_and_one_past_it(client, problem, small):
    most = Limits().examples
    assert post(client, small, inputs=[[1.0, 2.0]] * most).json()["examples"] == most
    past = post(client, small, inputs=[[1, 2]] * (most + 1))
    assert problem(past, "out-of-range", "/inputs")["errors"][0]["nearest"] == most


@pytest.mark.parametrize("own", [True, False])
def test_values_at_the_limit_and_one_past_it(client_with, problem, small, own):
    """Three numbers for each of three examples."""
    asked = {"tensors": ["a1", "a2"]} | ({} if own else {"inputs": small["inputs"]})
    assert post(client_with(answer_values=9), small, **asked).status_code == 200
    less, place = client_with(answer_values=8), "/experiment" if own else "/inputs"
    fault = problem(post(less, small, **asked), "out-of-range", place)["errors"][0]
    assert fault["limit"] == fault["nearest"] == 2
    assert post(less, small, **asked | {"values": "none"}).status_code == 200


def test_work_at_the_limit_and_one_past_it(client_with, problem, small):
    less = client_with(answer_seconds=0.00005)
    refused = problem(post(less, small, inputs=[[1, 2]] * 2000), "too-much-work", "/inputs")
    most = refused["errors"][0]["nearest"]
    assert most >= 2
    assert post(less, small, inputs=[[1, 2]] * most).status_code == 200
    problem(post(less, small, inputs=[[1, 2]] * (most + 1)), "too-much-work", "/inputs")
    none = problem(post(client_with(answer_seconds=1e-9), small), "too-much-work")["errors"][0]
    assert (none["limit"], none.get("nearest")) == (0, None)
