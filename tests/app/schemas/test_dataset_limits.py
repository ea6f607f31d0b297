"""Experiments that name their data: each route takes them, draws what GET datasets draws, and
holds them to the limits of data that are sent."""

import json
from urllib.parse import urlencode

import numpy as np
import pytest

from engine import Experiment
from engine.data import datasets

DOTS = {
    "layers": [
        {"kind": "dense", "units": 3, "activation": {"kind": "tanh"}},
        {"kind": "dense", "units": 1, "activation": {"kind": "sigmoid"}},
    ],
    "loss": {"kind": "binary_cross_entropy", "reduction": "mean"},
}
CIRCLE = DOTS | {"data": {"kind": "circle", "examples": 40, "test": 0.25}}


def post(client, noun, experiment, **order):
    return client.post(json.dumps({"experiment": experiment, **order}), noun=noun)


def run(client, experiment, **order):
    order = {"until": {"iteration": 6}, "every": 3, "values": "base64", **order}
    response = post(client, "runs", experiment, **order)
    assert response.status_code == 200, response.text
    return [json.loads(line) for line in response.text.splitlines()]


def carried(client, named):
    """The same experiment with its examples, and what is held out, as GET datasets sends them."""
    data = dict(named["data"])
    query = {k: json.dumps(v) if isinstance(v, bool) else v for k, v in data.items()}
    sent = client.get(f"/api/v1/datasets/{query.pop('kind')}?{urlencode(query)}").json()

    def part(which):
        return {name: [sent[name][k] for k in sent[which]] for name in ("inputs", "targets")}

    rest = {k: v for k, v in named.items() if k != "data"}
    return rest | part("training"), part("test")


@pytest.mark.parametrize("kind", datasets)
def test_the_examples_are_those_that_get_datasets_sends(client, kind):
    """Every number of a trace, a run and a surface follows from them, byte for byte."""
    data = {"kind": kind, "seed": 5, "test": 0.25, "standardise": True}
    if "examples" in datasets[kind].schema()["properties"]:
        data["examples"] = 60  # more digits would not fit into a body
    count = datasets[kind](test=0.25).make(5).targets.shape[1]
    named = {"layers": [{"kind": "dense", "units": count}], "loss": {"kind": "mse"}, "data": data}
    sent, test = carried(client, named)
    ours, theirs = (client.trace(e, 2).json() for e in (named, sent))
    assert ours["values"] == theirs["values"]
    assert ours["rows"] == theirs["rows"]
    assert run(client, named) == run(client, sent, test=test)
    axes = [{"input": 0, "low": -1, "high": 1}]
    ours, theirs = (post(client, "surfaces", e, axes=axes).json() for e in (named, sent))
    assert ours == theirs


def test_the_echo_is_as_short_as_what_was_sent(client):
    answer = client.trace(CIRCLE).json()
    assert answer["experiment"]["data"] == CIRCLE["data"] | {
        "seed": 0, "noise": 0, "targets": "zero_one", "standardise": False,
    }  # fmt: skip
    assert not {"inputs", "targets"} & answer["experiment"].keys()
    assert answer["hash"] == Experiment.from_json(CIRCLE).hash
    assert client.trace(answer["experiment"]).json() == answer
    assert answer["batch"] == 30


def test_null_is_no_data(client, small):
    assert client.trace(small | {"data": None}).json() == client.trace(small).json()


def test_a_run_is_scored_on_what_is_held_out_unless_it_says_on_what(client):
    _, test = carried(client, CIRCLE)
    held_out = run(client, CIRCLE)
    assert all("test" in frame for frame in held_out)
    assert held_out == run(client, CIRCLE, test=None) == run(client, CIRCLE, test=test)
    other = {"inputs": [[0.0, 0.0]], "targets": [[1.0]]}
    assert [f["test"] for f in run(client, CIRCLE, test=other)] != [f["test"] for f in held_out]
    whole = CIRCLE | {"data": {"kind": "circle", "examples": 40}}
    assert all("test" not in frame for frame in run(client, whole))


def test_all_digits_can_be_named(client):
    """As text they are ten times what a body may hold."""
    layers = [
        {"kind": "dense", "units": 32, "activation": "relu"},
        {"kind": "dense", "units": 10, "activation": "softmax"},
    ]
    data = {"kind": "digits", "examples": 1797}
    digits = {"layers": layers, "loss": "cross_entropy", "data": data}
    response = client.trace(digits, headers={"Accept": "application/octet-stream"})
    assert response.status_code == 200, response.text
    quick = digits | {"batch": 32, "optimizer": "adam", "learning_rate": 0.01}
    quick["data"] = data | {"test": 0.2}
    frames = run(client, quick, until={"epoch": 3}, every=45, values="none")
    assert frames[-1]["test"]["accuracy"] > 0.9


@pytest.mark.parametrize("noun", ["traces", "runs", "surfaces"])
@pytest.mark.parametrize(
    ("data", "slug", "pointer", "limit", "nearest"),
    [
        ({"kind": "cirle"}, "unknown-kind", "/kind", list(datasets), "circle"),
        ({}, "invalid", "/kind", None, None),
        ("circle", "invalid", "", None, None),
        ([], "invalid", "", None, None),
        ({"kind": "circle", "nois": 0.1}, "invalid", "", None, "noise"),
        ({"kind": "circle", "arms": 2}, "invalid", "", None, None),
        ({"kind": "circle", "noise": 0.6}, "out-of-range", "/noise", 0.5, 0.5),
        ({"kind": "circle", "examples": 2001}, "out-of-range", "/examples", 2000, 2000),
        ({"kind": "circle", "examples": "9"}, "invalid", "/examples", None, None),
        ({"kind": "circle", "seed": -1}, "out-of-range", "/seed", 0, 0),
        ({"kind": "circle", "seed": 2**32}, "out-of-range", "/seed", 2**32 - 1, 2**32 - 1),
        ({"kind": "circle", "targets": "plus_minu"}, "invalid", "/targets", None, "plus_minus"),
        ({"kind": "moons", "targets": "one_hot"}, "invalid", "/targets", ["zero_one"], "zero_one"),
        ({"kind": "spirals", "arms": 3}, "invalid", "/targets", ["one_hot"], "one_hot"),
        ({"kind": "iris"}, "invalid", "", [1], None),
        ({"kind": "plane"}, "invalid", "", [0, 1], None),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(client, problem, noun, data, slug, pointer, limit, nearest):
    order = {"axes": [{"input": 0, "low": -1, "high": 1}]} if noun == "surfaces" else {}
    response = post(client, noun, DOTS | {"data": data}, **order)
    fault = problem(response, slug, f"/experiment/data{pointer}")["errors"][0]
    assert fault.get("nearest") == nearest
    if limit is not None:
        assert fault["limit"] == limit


def test_examples_are_given_or_named_and_not_both(client, small, problem):
    posted = client.trace(small | {"data": {"kind": "circle"}})
    assert "only one" in problem(posted, "invalid", "/experiment/data")["detail"]
    posted = client.trace(DOTS | {"inputs": [[1.0, 1.0]]})
    assert "data instead" in problem(posted, "invalid", "/experiment/targets")["detail"]
    problem(client.trace(small | {"inputs": None}), "invalid", "/experiment/inputs")


def test_examples_are_limited_as_if_they_were_sent(client_with, problem):
    """Of n examples n − round(n / 4) are learned: 40 of 54, and 41 of 55."""
    at, past = ({"kind": "circle", "examples": n, "test": 0.25} for n in (54, 55))
    less = client_with(examples=40)
    assert less.trace(DOTS | {"data": at}).status_code == 200
    fault = problem(less.trace(DOTS | {"data": past}), "out-of-range", "/experiment/data/examples")[
        "errors"
    ][0]
    assert (fault["limit"], fault["nearest"]) == (40, 54)
    held_out = {"kind": "circle", "examples": 55, "test": 0.75}
    problem(less.trace(DOTS | {"data": held_out}), "out-of-range", "/experiment/data/examples")


def test_data_of_a_fixed_size_have_no_setting_to_point_at(client_with, problem):
    layers = [{"kind": "dense", "units": 3, "activation": {"kind": "softmax"}}]
    iris = {"layers": layers, "loss": {"kind": "cross_entropy"}, "data": {"kind": "iris"}}
    assert client_with(examples=150).trace(iris).status_code == 200
    fault = problem(client_with(examples=149).trace(iris), "out-of-range", "/experiment/data")
    assert "nearest" not in fault["errors"][0]


@pytest.mark.parametrize("form", ["list", "image"])
def test_width_and_magnitude_are_limited_as_if_they_were_sent(client_with, problem, form):
    layers = [{"kind": "flatten"}] if form == "image" else []
    layers.append({"kind": "dense", "units": 10, "activation": {"kind": "softmax"}})
    data = {"kind": "digits", "form": form, "examples": 20}
    digits = {"layers": layers, "loss": {"kind": "cross_entropy"}, "data": data}
    for name, at, past in (("width", 64, 63), ("magnitude", 1.0, 0.99)):
        assert client_with(**{name: at}).trace(digits).status_code == 200
        found = problem(client_with(**{name: past}).trace(digits), "out-of-range")
        assert found["errors"][0] == {
            "pointer": "/experiment/data",
            "detail": found["errors"][0]["detail"],
            "limit": past,
        }


def test_the_limits_of_cost_hold_for_drawn_data(client_with, problem):
    data = {"kind": "circle", "examples": 400}
    small = client_with(trace_values=5_000, iteration_milliseconds=0.2)
    problem(small.trace(DOTS | {"data": data}), "out-of-range", "/experiment")
    problem(post(small, "runs", DOTS | {"data": data}), "out-of-range", "/experiment/batch")
    assert small.trace(DOTS | {"data": data, "batch": 10}).status_code == 200
    fault = problem(
        small.trace(DOTS | {"data": data, "batch": 401}), "invalid", "/experiment/batch"
    )
    assert fault["errors"][0]["nearest"] == 400


def test_what_is_drawn_is_drawn_and_judged_once(client, monkeypatch):
    of, drawn = datasets["moons"], []
    make = of.make
    monkeypatch.setattr(of, "make", lambda self, seed: drawn.append(seed) or make(self, seed))
    for iteration in range(5):
        moons = DOTS | {"data": {"kind": "moons", "seed": 1234}}
        assert client.trace(moons, iteration).status_code == 200
    assert drawn == [1234]


def test_the_schema_tells_every_kind_with_its_settings(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    experiment = schemas["Experiment"]
    assert {"inputs", "targets", "data"} <= experiment["properties"].keys()
    assert not {"inputs", "targets", "data"} & set(experiment["required"])
    for of in datasets.values():
        told = schemas[f"{of.__name__}Examples"]
        assert told["properties"].keys() == {*of.schema()["properties"], "seed"}
        assert told["required"] == ["kind"]
    assert set(schemas["TestData"]["required"]) == {"inputs", "targets"}
    assert np.all(["default" not in experiment["properties"][n] for n in ("inputs", "targets")])
