"""Going on from a checkpoint over HTTP, and what is told of a run that leaves the numbers."""

import base64
import json

import numpy as np
import pytest

from engine import Experiment, registry, trace
from engine.ops import of_family
from engine.run.checkpoint import floats

NO_BASE64 = "A text here must be base64 of little-endian float64."
NOT_FINITE = "Every number must be finite; number 7, counted from 0, is not."
NEITHER = "This must be a list of numbers, or their float64 in base64."
ADAM = {"optimizer": {"kind": "adam"}, "batch": 2, "learning_rate": 0.05}


def post(client, experiment, iteration, checkpoint):
    order = {"experiment": experiment, "iteration": iteration, "checkpoint": checkpoint}
    return client.request("POST", "/api/v1/traces", json=order)


def checkpoint(document):
    """What a client makes of a trace, from the document alone."""
    table = {t["name"]: t for t in document["tensors"]}
    values = []
    for name in document["parameters"] + document["state"]:
        t = table[f"{name}'"]
        values += document["values"][t["offset"] : t["offset"] + int(np.prod(t["shape"]))]
    return {"iteration": document["iteration"] + 1, "values": values}


@pytest.mark.parametrize("stop", [0, 3])
def test_going_on_gives_the_same_bytes(client, small, stop):
    small |= ADAM
    start = checkpoint(client.trace(small, stop).json())
    ours = trace(Experiment.from_json(small), stop).checkpoint
    assert start == ours.to_json()
    assert post(client, small, 9, start).content == client.trace(small, 9).content
    assert post(client, small, 9, None).content == client.trace(small, 9).content


def test_work_is_counted_from_the_checkpoint(client, problem, small):
    start = checkpoint(client.trace(small).json()) | {"iteration": 10**9}
    assert post(client, small, 10**9 + 5, start).status_code == 200
    refused = problem(post(client, small, 2 * 10**9, start), "too-much-work")
    assert refused["errors"][0]["nearest"] > 10**9


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"values": [1.0]}, "/checkpoint/values"),
        ({"values": [[1.0]]}, "/checkpoint/values/0"),
        ({"values": "AAAA"}, "/checkpoint/values"),
        ({"iteration": 9}, "/checkpoint/iteration"),
        ({"iteration": -1}, "/checkpoint/iteration"),
        ({"iteration": 1.5}, "/checkpoint/iteration"),
        ({"when": 1}, "/checkpoint"),
    ],
)
def test_a_checkpoint_that_does_not_fit_is_told(client, small, change, pointer):
    start = checkpoint(client.trace(small).json()) | change
    response = post(client, small, 8, start)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer


def explosive(rate):
    """w' = w (1 - η): E = ½ w² is the first to overflow."""
    return {
        "layers": [{"kind": "dense", "units": 1}],
        "loss": {"kind": "half_sse"},
        "learning_rate": rate,
        "inputs": [[1.0]],
        "targets": [[0.0]],
        "parameters": {"W1": [[1e6]], "b1": [0.0]},
    }


def test_the_operands_are_told_as_numbers_and_the_value_as_a_word(client):
    document = client.trace(explosive(1e9), 1000).json()
    where = document["diverged"]
    assert (where["tensor"], where["value"]) == ("E", "inf")
    assert [(o["role"], o["tensor"], o["cell"]) for o in where["operands"]] == [
        ("a", "a1", [0, 0]),
        ("y", "y", [0, 0]),
    ]
    assert 1e154 < abs(where["operands"][0]["value"]) < 1e308
    assert "Infinity" not in json.dumps(document)


def test_a_first_iteration_that_diverges_tells_them_too(client, problem):
    told = problem(client.trace(explosive(1e303)), "diverged")
    assert (told["iteration"], told["tensor"], told["value"]) == (0, "W1'", "-inf")
    assert [o["tensor"] for o in told["operands"]] == ["W1", "eta", "d_W1"]


@pytest.mark.parametrize("family", ["optimizer", "schedule", "clip", "penalty", "initial"])
def test_what_an_update_can_be_made_of(client, small, family):
    for kind in of_family(family):
        document = client.trace(small | {family: {"kind": kind}}, 2).json()
        assert document["experiment"][family] == registry[kind]().to_json()
        used = {op["kind"] for op in document["ops"]}
        assert (kind in used) == (family != "initial")


def test_a_step_for_all_parameters_belongs_to_no_layer(client, small):
    document = client.trace(small | {"clip": {"kind": "clip_norm"}}).json()
    norm = next(s for s in document["steps"] if s["writes"] == "norm")
    op = document["ops"][norm["op"]]
    assert (norm["layer"], op["layer"], op["input"], op["output"]) == (None, None, [], [])


def in_base64(values, encode=base64.b64encode):
    return encode(np.array(values, "<f8").tobytes()).decode("ascii")


WRITTEN = {
    "as in a frame": in_base64,
    "as in a link": lambda values: in_base64(values, base64.urlsafe_b64encode).rstrip("="),
    "with the letters of links": lambda values: in_base64(values, base64.urlsafe_b64encode),
    "without padding": lambda values: in_base64(values).rstrip("="),
}
EVERY_BIT = [-1.7e308, 5e-324, -0.0, 0.1, 1 / 3, -2.5e-9, 1e300]


def orders(experiment, start):
    """By noun, what goes on from a checkpoint."""
    order = {"experiment": experiment, "checkpoint": start}
    return {
        "traces": order | {"iteration": start["iteration"]},
        "runs": order | {"until": {"iteration": start["iteration"] + 3}, "values": "base64"},
        "surfaces": order | {"axes": [{"input": 0, "low": -1, "high": 1}]},
        "answers": order | {"values": "base64"},
    }


@pytest.mark.parametrize("noun", ["traces", "runs", "surfaces", "answers"])
@pytest.mark.parametrize("form", WRITTEN)
def test_a_text_is_the_numbers_it_holds(client, small, noun, form):
    start = checkpoint(client.trace(small | ADAM, 2).json())
    texts = start | {"values": WRITTEN[form](start["values"])}
    by_list, by_text = (
        client.request("POST", f"/api/v1/{noun}", json=orders(small | ADAM, s)[noun])
        for s in (start, texts)
    )
    assert by_text.status_code == 200, by_text.text
    assert by_text.content == by_list.content


@pytest.mark.parametrize("form", WRITTEN)
def test_every_bit_of_a_number_arrives(form):
    write = WRITTEN[form]
    assert floats(write(EVERY_BIT)).tobytes() == np.array(EVERY_BIT, "<f8").tobytes()
    assert not floats(write([])).size


@pytest.mark.parametrize("noun", ["traces", "runs", "surfaces", "answers"])
@pytest.mark.parametrize(
    ("values", "detail"),
    [
        ("", "This experiment needs 9 values, parameters and state."),
        (in_base64([1.0] * 8), "This experiment needs 9 values, parameters and state."),
        (in_base64([1.0] * 10), "This experiment needs 9 values, parameters and state."),
        ("AAAA", "Each value takes 8 bytes in base64; 3 is no multiple of 8."),
        (in_base64([1.0] * 9)[:-1] + "!", NO_BASE64),
        (in_base64([1.0] * 9)[:-1] + "가", NO_BASE64),
        ("=" + in_base64([1.0] * 9), NO_BASE64),
        (" " + in_base64([1.0] * 9), NO_BASE64),
        ("A", NO_BASE64),
        (in_base64([1.0] * 7 + [np.inf, np.nan]), NOT_FINITE),
        (in_base64([1.0] * 7 + [-np.nan, 1.0]), NOT_FINITE),
        (7, NEITHER),
        (None, NEITHER),
        (True, NEITHER),
        ({"0": 1.0}, NEITHER),
    ],
)
def test_what_is_no_text_of_values_is_told(client, problem, small, noun, values, detail):
    order = orders(small, {"iteration": 0, "values": values})[noun]
    told = problem(client.request("POST", f"/api/v1/{noun}", json=order), "invalid")
    assert [(f["pointer"], f["detail"]) for f in told["errors"]] == [("/checkpoint/values", detail)]
