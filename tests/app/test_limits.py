"""Every limit: what is documented, what happens at it and what happens one past it."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.limits import PREFIX, Limits
from app.main import create_app

DOCS = Path(__file__).parents[2] / "docs" / "limits.md"
LIMITS = Limits()


def dense(*units, activation="tanh"):
    return [{"kind": "dense", "units": n, "activation": {"kind": activation}} for n in units]


def experiment(units=(1,), inputs=1, examples=1, **more):
    return {
        "layers": dense(*units),
        "loss": {"kind": "mse"},
        "inputs": [[0.5] * inputs] * examples,
        "targets": [[0.5] * units[-1]] * examples,
        **more,
    }


def padded(size):
    body = json.dumps({"experiment": experiment()}).encode()
    return body + b" " * (size - len(body))


def test_the_table_is_true():
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+) \| (.+) \|$", DOCS.read_text("utf-8"), re.MULTILINE)
    documented = {name: (float(value.replace(",", "")), why) for name, value, why in rows}
    assert documented == {
        PREFIX + f.name.upper(): (f.default, f.metadata["why"]) for f in fields(Limits)
    }


def test_of_every_order_the_table_tells_what_it_costs():
    """Each noun that is posted to, and each bound is a limit."""
    text = DOCS.read_text("utf-8").partition("## What a computation costs")[2].partition("## ")[0]
    rows = [re.findall(r"`(\w+)`", row) for row in re.findall(r"^\| .*`.*$", text, re.MULTILINE)]
    told = {name for row in rows for name in row if name.islower()}
    bounds = {name for row in rows for name in row if name.isupper()}
    paths = create_app(LIMITS).state.openapi.value["paths"]
    posted = {path for path, of in paths.items() if "post" in of}
    assert told == {path.split("/")[3] for path in posted}
    assert bounds <= {f.name.upper() for f in fields(Limits)}


def test_the_environment_sets_limits():
    assert Limits.from_environment({"BACKPROP_LAB_LAYERS": "3", "HOME": "x"}).layers == 3
    assert Limits.from_environment({"BACKPROP_LAB_MAGNITUDE": "2.5"}).magnitude == 2.5
    assert Limits.from_environment({}) == LIMITS


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "1.5", "inf", "nan"])
def test_a_setting_that_makes_no_sense_stops_the_start(value):
    with pytest.raises(ValueError, match="BACKPROP_LAB_LAYERS must be a positive int"):
        Limits.from_environment({"BACKPROP_LAB_LAYERS": value})


def beside_texts(size):
    """The same, so long without what stands between quotation marks."""
    texts = re.findall(rb'"([^"]*)"', padded(0))
    return padded(size + sum(map(len, texts)))


def of_a_text(size):
    """A body of one long text, and what is around it."""
    start = {"iteration": 0, "values": "@"}
    before, after = json.dumps({"experiment": experiment(), "checkpoint": start}).split("@")
    return before + "A" * (size - len(before) - len(after)) + after


def test_body_bytes(client, client_with, problem):
    read = client.post(of_a_text(LIMITS.body_bytes))
    problem(read, "invalid", "/checkpoint/values")
    past = client.post(of_a_text(LIMITS.body_bytes + 1))
    assert problem(past, "too-large")["limit"] == 4 * 2**20
    body = padded(0)
    assert client_with(body_bytes=len(body)).post(body).status_code == 200
    problem(client_with(body_bytes=len(body) - 1).post(body), "too-large")


def test_json_bytes(client, client_with, problem):
    assert client.post(beside_texts(LIMITS.json_bytes)).status_code == 200
    past = client.post(beside_texts(LIMITS.json_bytes + 1))
    assert problem(past, "too-large")["limit"] == 262144
    small = client_with(json_bytes=1000)
    for many in ([""] * 1000, ["\n" * 2000], ["\u0007" * 500]):  # texts, escapes, long escapes
        problem(small.post(json.dumps(many)), "too-large")
    for few in (["a" * 500] * 200, ["\n" * 150 + "a" * 9000]):
        problem(small.post(json.dumps(few)), "invalid")
    problem(small.post('"' + "a" * 2000), "malformed-json")


@pytest.mark.parametrize("limit", [1000, 1001])
def test_texts_are_counted_whatever_they_hold(client_with, problem, limit):
    """n texts, which are n − 1 commas, two brackets and 2 n quotation marks beside them."""
    small, at = client_with(json_bytes=limit), (limit - 1) // 3
    for text in ("a" * 99, "[" * 99, ":" * 99):
        problem(small.post(json.dumps([text] * at, separators=(",", ":"))), "invalid")
        problem(small.post(json.dumps([text] * (at + 1), separators=(",", ":"))), "too-large")


def test_table_bytes(client, problem):
    def posted(size):
        table = "1,2\n" * 1000
        blank = (" " * 999 + "\n") * (size // 1000)
        return client.post((table + blank)[:size], "text/csv", "datasets/csv")

    assert posted(LIMITS.table_bytes).status_code == 200
    assert problem(posted(LIMITS.table_bytes + 1), "too-large")["limit"] == LIMITS.table_bytes


def ran(client, posted, **more):
    order = {"experiment": posted, "until": {"iteration": 1}, **more}
    return client.post(json.dumps(order), noun="runs")


def test_list_values(client_with, problem):
    """A unit on two inputs has two weights, a bias and twice as much of Adam's state."""
    posted = experiment(inputs=2, optimizer="adam")
    assert ran(client_with(list_values=9), posted, values="list").status_code == 200
    few = client_with(list_values=8)
    fault = problem(ran(few, posted, values="list"), "out-of-range", "/values")["errors"][0]
    assert (fault["limit"], fault["nearest"]) == (8, "base64")
    assert ran(few, posted, values="base64").status_code == 200


@pytest.mark.parametrize(("form", "hidden"), [("list", 12), ("base64", 193)])
def test_a_large_frame_comes_back(client, form, hidden):
    """Of 9,291 numbers in a list, of 149,385 in base64."""
    posted = experiment((hidden, 1), inputs=256, optimizer="adam")
    frame = json.loads(ran(client, posted, values=form).text.splitlines()[-1])
    start = {"iteration": 1, "values": frame["values"]}
    assert ran(client, posted, values=form, checkpoint=start).status_code == 200


def test_json_depth(client, problem):
    problem(client.post("[" * 16 + "]" * 16), "invalid")
    assert problem(client.post("[" * 17 + "]" * 17), "too-deep")["limit"] == 16


# name: experiment at the limit, one past it, its place, the limit in the problem
SIZES = {
    "layers": (
        experiment((1,) * 12), experiment((1,) * 13), "/experiment/layers", 12,
    ),
    "width": (
        experiment(inputs=784), experiment(inputs=785), "/experiment/inputs/0", 784,
    ),
    "units": (
        experiment((256, 1)), experiment((257, 1)), "/experiment/layers/0/units", 256,
    ),
    "examples": (
        experiment(examples=2000), experiment(examples=2001), "/experiment/inputs", 2000,
    ),
    "magnitude of an input": (
        experiment(inputs=1) | {"inputs": [[1e6]]}, experiment() | {"inputs": [[1000000.1]]},
        "/experiment/inputs/0/0", 1e6,
    ),
    "magnitude of a target": (
        experiment() | {"targets": [[-1e6]]}, experiment() | {"targets": [[-1000000.1]]},
        "/experiment/targets/0/0", -1e6,
    ),
    "magnitude of a weight": (
        experiment(parameters={"W1": [[1e6]]}), experiment(parameters={"W1": [[1000001]]}),
        "/experiment/parameters/W1/0/0", 1e6,
    ),
    "magnitude of a bias": (
        experiment(parameters={"b1": [-1e6]}), experiment(parameters={"b1": [-1000001]}),
        "/experiment/parameters/b1/0", -1e6,
    ),
    "seed": (
        experiment(seed=2**32 - 1), experiment(seed=2**32), "/experiment/seed", 2**32 - 1,
    ),
    "smallest seed": (experiment(seed=0), experiment(seed=-1), "/experiment/seed", 0),
    "fewest units": (
        experiment((1, 1)), experiment((0, 1)), "/experiment/layers/0/units", 1,
    ),
    "smallest rate": (
        experiment(learning_rate=0), experiment(learning_rate=-1e-9),
        "/experiment/learning_rate", 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_sizes(client, problem, name):
    at, past, pointer, limit = SIZES[name]
    assert client.trace(at).status_code == 200, client.trace(at).text
    fault = problem(client.trace(past), "out-of-range", pointer)["errors"][0]
    assert fault["limit"] == fault["nearest"] == limit


def test_names(client, problem):
    """A name of 80 code points is looked up, a longer one is not."""
    at, past = (experiment(frozen=["𝔴" * n]) for n in (80, 81))
    problem(client.trace(at), "invalid", "/experiment/frozen")
    problem(client.trace(past), "out-of-range", "/experiment/frozen/0")
    at, past = (experiment(parameters={"𝔴" * n: [1.0]}) for n in (80, 81))
    problem(client.trace(at), "invalid", "/experiment/parameters")
    assert "𝔴" not in str(problem(client.trace(past), "out-of-range", "/experiment/parameters"))


def test_parameters(client_with, problem):
    """A layer of 2 units on 3 inputs has 6 weights and 2 biases."""
    bytes_please = {"headers": {"Accept": "application/octet-stream"}}
    posted = experiment((2,), inputs=3)
    small = {"parameters": 8, "json_parameters": 8}
    assert client_with(**small).trace(posted).status_code == 200
    less = client_with(parameters=7)
    assert problem(less.trace(posted), "out-of-range")["errors"][0]["limit"] == 7
    problem(less.trace(posted, **bytes_please), "out-of-range", "/experiment/layers")
    less = client_with(json_parameters=7)
    problem(less.trace(posted), "out-of-range", "/experiment/layers")
    assert less.trace(posted, **bytes_please).status_code == 200


def test_the_default_parameters_fit(client, problem):
    """784 · 140 + 140 + 140 + 1 = 110,041 are too many, 139 units are not; likewise for JSON."""
    cases = (139, 200, 422), (140, 422, 422), (25, 200, 200), (26, 200, 422)
    for units, binary, json_too in cases:
        posted = experiment((units, 1), inputs=784)
        accept = {"Accept": "application/octet-stream"}
        assert client.trace(posted, headers=accept).status_code == binary
        assert client.trace(posted).status_code == json_too


def test_trace_values(client, client_with, problem):
    posted = experiment((2,), examples=5)
    size = len(client.trace(posted).json()["values"])
    assert client_with(trace_values=size).trace(posted).status_code == 200
    past = client_with(trace_values=size - 1).trace(posted)
    problem(past, "out-of-range", "/experiment")


def test_work(client, client_with, problem):
    posted = experiment()
    fault = problem(client.trace(posted, 10**15), "too-much-work", "/iteration")["errors"][0]
    last = fault["nearest"]
    assert last >= 10_000
    few = client_with(trace_seconds=0.002)
    last = problem(few.trace(posted, 10**9), "too-much-work")["errors"][0]["nearest"]
    assert few.trace(posted, last).status_code == 200
    problem(few.trace(posted, last + 1), "too-much-work", "/iteration")
    least = client_with(trace_seconds=1e-9).trace(posted)
    problem(least, "too-much-work", "/experiment/batch")


def test_a_wild_learning_rate_is_a_lesson_and_runs(client):
    for rate in (0, 1e9, 1e300):
        assert client.trace(experiment(learning_rate=rate)).status_code == 200


def test_json_names_and_lists(client, client_with, problem):
    """Refused by number before anything is parsed; what stands in texts does not count."""
    few = client_with(json_names=3, json_lists=2)
    problem(few.post('{"a": {"b": ":{:{"}}'), "too-large")
    problem(few.post('{"a": [":{:{[["]}'), "invalid")
    problem(few.post('[["[["]]'), "invalid")
    problem(few.post("[[[]]]"), "too-large")
    names = ",".join(f'"a{k}":0' for k in range(LIMITS.json_names - 1))
    problem(client.post(f"{{{names}}}"), "invalid")
    assert problem(client.post(f'{{{names},"b":0}}'), "too-large")["limit"] == 2000
    lists = ",".join(["[]"] * (LIMITS.json_lists - 1))
    problem(client.post(f"[{lists}]"), "invalid")
    assert problem(client.post(f"[{lists},[]]"), "too-large")["limit"] == 20000
