"""Layers on images and skip connections over HTTP: what fits, what does not, and their traces."""

import copy

import numpy as np
import pytest

from app.compute import cost_model
from app.limits import Limits
from engine import example, trace


@pytest.fixture
def cnn():
    return example("tiny-cnn").experiment.to_json()


def test_a_document_on_images_is_the_trace(client, cnn):
    document = client.trace(cnn).json()
    ours = trace(example("tiny-cnn").experiment)
    assert document["values"] == ours.vector.tolist()
    assert [op["wiring"] for op in document["ops"][:3]] == ["window", "same", "same"]
    assert document["ops"][0]["input"] == [1, 3, 3]
    assert document["ops"][0]["output"] == [1, 2, 2]
    assert "d_a0" in {t["name"] for t in document["tensors"]}


def test_every_layer_can_be_posted(client, cnn):
    cnn["inputs"] = np.arange(36.0).reshape(1, 1, 6, 6).tolist()
    cnn["parameters"] = {}
    cnn["layers"] = [
        {"kind": "conv2d", "filters": 2, "padding": 1, "activation": "relu"},
        {"kind": "max_pool", "kernel": 2, "stride": 1},
        {"kind": "dropout", "rate": 0.25},
        {"kind": "add", "source": 1},
        {"kind": "avg_pool"},
        {"kind": "flatten"},
        {"kind": "dense", "units": 1},
    ]
    document = client.trace(cnn).json()
    kinds = {t["name"]: t["kind"] for t in document["tensors"]}
    assert kinds["noise1"] == "noise"
    assert kinds["switch1"] == kinds["mask1"] == "local"
    assert kinds["d_pool1_drop1"] == kinds["d_pool1_sum1"] == "share"
    assert kinds["d_pool1"] == "gradient"
    parts = next(s["cell"] for s in document["steps"] if s["writes"] == "switch1")
    assert [part["first"] for part in parts if "each" in part] == [True]


def test_an_activation_may_stand_behind_a_layer_without_weights(client, cnn):
    plain = client.trace(cnn).json()
    cnn["layers"][1]["activation"] = {"kind": "sigmoid"}
    document = client.trace(cnn).json()
    assert len(document["steps"]) == len(plain["steps"]) + 3
    slope = next(t for t in document["tensors"] if t["role_kind"] == "slope" and "f" in t["symbol"])
    assert slope["symbol"] == r"\sigma'(f@)"


def test_a_pool_that_no_gradient_passes_has_no_switch(client, cnn):
    cnn["layers"] = [{"kind": "max_pool"}, *cnn["layers"][1:]]
    cnn |= {"parameters": {}, "input_gradient": False}
    pool = client.trace(cnn).json()["ops"][0]
    assert pool["ends"] == {"x": "from", "pool": "to"}
    assert set(pool["ends"]) <= set(pool["roles"])


@pytest.mark.parametrize(
    ("change", "place", "nearest"),
    [
        ({"layers": {0: {"kernel": 4}}}, "layers/0/kernel", 3),
        ({"layers": {0: {"padding": 2}}}, "layers/0/padding", 1),
        ({"layers": {0: {"filters": 0}}}, "layers/0/filters", 1),
        ({"layers": {1: {"kind": "add", "source": 0}}}, "layers/1/source", -1),
        ({"inputs": [[[[1.0, 2.0], [3.0]]]]}, "inputs", None),
        ({"inputs": [[[[1.0, "2"]]]]}, "inputs/0/0/0/1", None),
        ({"inputs": [[[[]]]]}, "inputs/0/0/0", 1),
        ({"inputs": [[1.0, 2.0]]}, "layers/0", None),
        ({"parameters": {"W1": [[[[1.0]]]]}}, "parameters/W1", None),
        ({"parameters": {"W1": [[[[None]]]]}}, "parameters/W1/0/0/0/0", None),
        ({"input_gradient": 1}, "input_gradient", None),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(client, cnn, problem, change, place, nearest):
    document = copy.deepcopy(cnn)
    for k, settings in change.get("layers", {}).items():
        document["layers"][k] |= settings
    response = client.trace(document | {k: v for k, v in change.items() if k != "layers"})
    slug = response.json()["type"].removeprefix("/problems/")
    told = problem(response, slug, f"/experiment/{place}")
    assert told["errors"][0].get("nearest") == nearest


def test_the_values_of_an_image_count_together(client, cnn, problem):
    width = Limits().width
    cnn["inputs"] = np.zeros((1, 1, 16, width // 16)).tolist()
    cnn["parameters"] = {}
    assert client.trace(cnn).status_code == 200
    cnn["inputs"] = np.zeros((1, 1, 16, width // 16 + 1)).tolist()
    problem(client.trace(cnn), "out-of-range", "/experiment/inputs")


def test_a_convolution_counts_every_use_of_a_weight(client_with, cnn, problem):
    cnn["inputs"] = np.zeros((8, 1, 16, 16)).tolist()
    cnn["targets"] = [[0.0]] * 8
    cnn["layers"][0] |= {"filters": 16, "kernel": 8}
    cnn["parameters"] = {}
    once = 8 * 16 * 9 * 9 * 64  # of each of its four products
    milliseconds = 1000 * cost_model.STEPS.window * once
    less = client_with(step_milliseconds=0.99 * milliseconds).trace(cnn)
    told = problem(less, "too-much-work", "/experiment/batch")
    assert told["errors"][0]["nearest"] == 7
    assert client_with(step_milliseconds=1.02 * milliseconds).trace(cnn).status_code == 200
