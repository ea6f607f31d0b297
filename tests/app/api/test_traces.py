import asyncio
import json
import struct

import httpx
import numpy as np
import pytest

from engine import Experiment, example, examples, registry, trace

BINARY = {"Accept": "application/octet-stream"}


def unpack(response):
    (length,) = struct.unpack_from("<I", response.content)
    header = json.loads(response.content[4 : 4 + length])
    assert (4 + length) % 8 == 0
    return header, np.frombuffer(response.content, "<f8", offset=4 + length)


def tensor(document, name, values):
    row = next(t for t in document["tensors"] if t["name"] == name)
    size = int(np.prod(row["shape"]))
    return np.array(values[row["offset"] : row["offset"] + size]).reshape(row["shape"])


@pytest.mark.parametrize("name", examples())
def test_every_worked_example_agrees_with_its_recomputed_numbers(client, name):
    document = client.get(f"/api/v1/examples/{name}").json()
    traced = client.trace(document["experiment"]).json()
    compared = 0
    for key, expected in document["recomputed"].items():
        at, _, later = key.partition("_after_")
        if later:
            traced_then = client.trace(document["experiment"], int(later)).json()
            loss = next(s for s in traced_then["steps"] if s["writes"] == "E")
            found = tensor(
                traced_then, {"E": "E", "outputs": loss["reads"]["a"]}[at], traced_then["values"]
            )
        else:
            found = tensor(traced, key, traced["values"])
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-300, err_msg=key)
        compared += 1
    assert compared


def test_the_document_is_the_trace(client, small):
    experiment = Experiment.from_json(small)
    document = client.trace(small, 3).json()
    ours = trace(experiment, 3)
    assert document["values"] == ours.vector.tolist()
    assert document["experiment"] == experiment.to_json()
    assert document["hash"] == experiment.hash
    assert (document["iteration"], document["batch"], document["rows"]) == (3, 3, [0, 1, 2])
    assert document["diverged"] is None
    assert document["parameters"] == ["W1", "b1", "W2", "b2"]
    assert [t["name"] for t in document["tensors"]] == list(ours.program.tensors)
    assert [s["writes"] for s in document["steps"]] == [s.writes for s in ours.program.steps]
    for step, its in zip(document["steps"], ours.program.steps, strict=True):
        assert step["rule"] == its.rule.writes
        assert step["cell"] == list(its.cell)
        assert step["reads"] == dict(its.reads)
        assert document["ops"][step["op"]]["roles"][its.rule.writes] == step["writes"]


def test_ops_say_what_they_are_and_carry_their_curve(client, small):
    small["layers"][0]["activation"] = {"kind": "leaky_relu", "alpha": 0.25}
    small["layers"][1]["activation"] = {"kind": "softmax"}
    small["layers"][1]["units"] = 2
    small["targets"] = [[1.0, 0.0]] * 3
    ops = client.trace(small).json()["ops"]
    dense, leaky, _, softmax, loss, *updates = ops
    assert (dense["kind"], dense["layer"]) == ("dense", 1)
    assert (dense["input"], dense["output"]) == ([2], [2])
    assert dense["settings"] == {"units": 2}
    assert dense["parameters"] == ["W", "b"]
    assert (dense["in_place"], leaky["in_place"]) == (False, True)
    assert min(leaky["curve"]["a"]) == -6 * 0.25
    assert set(leaky["curve"]["s"]) == {0.25, 1.0}
    assert softmax["curve"] is dense["curve"] is None
    assert (loss["family"], loss["layer"], loss["output"]) == ("loss", None, [])
    assert [op["input"] for op in updates] == [[2, 2], [2], [2, 2], [2]]
    assert [op["layer"] for op in updates] == [1, 1, 2, 2]


def test_raw_numbers_are_the_same_to_the_last_bit(client, small):
    as_json, as_bytes = client.trace(small, 2), client.trace(small, 2, headers=BINARY)
    assert as_bytes.headers["content-type"] == "application/octet-stream"
    header, values = unpack(as_bytes)
    document = as_json.json()
    assert values.tolist() == document.pop("values")
    assert header == document


SHARED = ("ops", "tensors", "steps", "parameters", "state", "experiment")


@pytest.mark.parametrize("headers", [{}, BINARY], ids=["json", "binary"])
def test_tables_are_left_out_and_the_rest_is_the_same(client, small, headers):
    order = {"experiment": small | {"batch": 2, "optimizer": "adam"}, "iteration": 5}
    start = trace(Experiment.from_json(order["experiment"]), 3).checkpoint.to_json()
    told = [
        client.request("POST", "/api/v1/traces", json=order | more, headers=headers)
        for more in ({}, {"tables": True}, {"tables": False}, {"tables": False})
    ]
    told.append(
        client.request(
            "POST",
            "/api/v1/traces",
            json=order | {"tables": False, "checkpoint": start},
            headers=headers,
        )
    )
    whole, again, *bare = (response.content for response in told)
    assert whole == again
    assert len(set(bare)) == 1
    if headers:
        (header, values), (rest, same) = unpack(told[0]), unpack(told[2])
        np.testing.assert_array_equal(values, same)
    else:
        header, rest = told[0].json(), told[2].json()
    for name in SHARED:
        assert name in header
        del header[name]
    assert rest == header


def test_tables_are_wanted_or_not(client, problem, small):
    order = {"experiment": small, "tables": "no"}
    refused = client.request("POST", "/api/v1/traces", json=order)
    problem(refused, "invalid", "/tables")


def test_a_run_that_diverges_is_told_without_tables_too(client):
    order = {"experiment": explosive(1e9), "iteration": 1000, "tables": False}
    told = client.request("POST", "/api/v1/traces", json=order).json()
    assert told["diverged"] == client.trace(explosive(1e9), 1000).json()["diverged"]


@pytest.mark.parametrize("example", [0, 1, 2])
def test_the_iteration_that_learns_an_example(client, small, example):
    """Two batches an epoch: iteration 5 and what lies in its epoch."""
    small |= {"batch": 2}
    order = {"experiment": small, "iteration": 5, "example": example}
    told = client.request("POST", "/api/v1/traces", json=order).json()
    assert told["iteration"] in (4, 5)
    assert example in told["rows"]
    assert told == client.trace(small, told["iteration"]).json()


def test_the_whole_data_are_learned_in_every_iteration(client, small):
    order = {"experiment": small, "iteration": 5, "example": 2}
    told = client.request("POST", "/api/v1/traces", json=order)
    assert told.content == client.trace(small, 5).content


def test_a_checkpoint_must_not_lie_behind_the_example(client, problem, small):
    ours = Experiment.from_json(small | {"batch": 2})
    early, late = ours.rows(4)[0].item(), ours.rows(5)[0].item()
    order = {"experiment": ours.to_json(), "iteration": 5}
    order["checkpoint"] = trace(ours, 4).checkpoint.to_json()
    reached = client.request("POST", "/api/v1/traces", json=order | {"example": late})
    assert reached.json()["iteration"] == 5
    refused = client.request("POST", "/api/v1/traces", json=order | {"example": early})
    fault = problem(refused, "invalid", "/checkpoint/iteration")["errors"][0]
    assert fault["limit"] == fault["nearest"] == 4


@pytest.mark.parametrize(
    ("example", "nearest"), [(3, 2), (-1, 0), (True, None), (0.5, None), ("0", None)]
)
def test_an_example_that_is_none(client, problem, small, example, nearest):
    order = {"experiment": small, "example": example}
    response = client.request("POST", "/api/v1/traces", json=order)
    fault = problem(response, "out-of-range" if nearest == 0 else "invalid", "/example")
    assert fault["errors"][0].get("nearest") == nearest


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("text/html", "application/json"),
        ("application/json, application/octet-stream", "application/json"),
        ("application/octet-stream;q=0.9, application/json;q=0.1", "application/octet-stream"),
    ],
)
def test_the_form_is_negotiated(client, small, accept, kind):
    response = client.trace(small, headers={"Accept": accept})
    assert response.headers["content-type"] == kind
    assert "Accept" in response.headers["vary"].split(", ")


def test_the_same_question_has_the_same_bytes(client, small):
    small |= {"batch": 2, "seed": 7}
    assert client.trace(small, 9).content == client.trace(small, 9).content


def explosive(rate):
    return {
        "layers": [{"kind": "dense", "units": 1}],
        "loss": {"kind": "mse"},
        "learning_rate": rate,
        "inputs": [[1e6]],
        "targets": [[0.0]],
        "parameters": {"W1": [[1e6]], "b1": [0.0]},
    }


def test_a_run_that_diverges_keeps_its_last_finite_iteration(client):
    document = client.trace(explosive(1e9), 1000).json()
    where = document["diverged"]
    assert where["iteration"] == document["iteration"] + 1 > 1
    assert document["steps"][where["step"]]["writes"] == where["tensor"]
    assert np.isfinite(document["values"]).all()


def test_a_first_iteration_that_diverges_is_a_problem(client, problem):
    document = problem(client.trace(explosive(1e300)), "diverged")
    assert document["tensor"] == "W1'"
    assert document["cell"] == [0, 0]
    assert isinstance(document["step"], int)


def test_others_are_answered_during_a_long_run(client, small, runner):
    async def ask(method, path, **options):
        transport = httpx.ASGITransport(client.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://lab.test") as http:
            response = await http.request(method, path, **options)
        done.append((path, response.status_code))

    async def both():
        order = {"experiment": small, "iteration": 3000}
        await asyncio.gather(ask("POST", "/api/v1/traces", json=order), ask("GET", "/healthz"))

    done = []
    runner.run(both())
    assert done == [("/healthz", 200), ("/api/v1/traces", 200)]


def test_every_op_can_be_posted(client, small):
    for kind, op in registry.items():
        posted = json.loads(json.dumps(small))
        if op.family == "activation":
            posted["layers"][0]["activation"] = {"kind": kind}
        elif op.family == "loss":
            posted["loss"] = {"kind": kind, "reduction": "mean"}
        elif op.family == "optimizer":
            posted["optimizer"] = {"kind": kind}
        assert client.trace(posted).status_code == 200, kind


def test_examples_are_listed_in_order(client):
    listed = client.get("/api/v1/examples").json()["examples"]
    assert [row["id"] for row in listed] == list(examples())
    assert listed[0]["title"] == example(listed[0]["id"]).title


@pytest.mark.parametrize("name", examples())
def test_an_example_is_whole(client, name):
    document = client.get(f"/api/v1/examples/{name}").json()
    ours = example(name)
    assert document["experiment"] == ours.experiment.to_json()
    for key in ("title", "author", "source", "published", "wrong", "recomputed", "errata"):
        assert document[key] == getattr(ours, key)


@pytest.mark.parametrize("name", examples())
def test_an_example_brings_its_first_iteration_where_it_is_asked_for(client, name):
    traced = client.get(f"/api/v1/examples/{name}?trace=true").json()
    first = traced.pop("trace")
    posted = {"experiment": traced["experiment"], "loss_after": True}
    assert first == client.post(json.dumps(posted)).json()
    assert traced == client.get(f"/api/v1/examples/{name}").json()
    for other in ("maybe", "yes", "1"):
        assert client.get(f"/api/v1/examples/{name}?trace={other}").status_code == 422


@pytest.mark.parametrize("tables", [True, False])
def test_the_loss_after_the_update_is_that_of_the_next_iteration_on_the_same_examples(
    client, small, tables
):
    posted = {"experiment": small, "iteration": 2, "tables": tables, "loss_after": True}
    document = client.post(json.dumps(posted)).json()
    following = client.trace(small, 3).json()
    assert document["loss_after"] == tensor(following, "E", following["values"])
    assert "loss_after" not in following


def test_a_loss_after_that_is_not_finite_is_left_out(client):
    huge = {
        "layers": [{"kind": "dense", "units": 1}],
        "loss": "mse",
        "inputs": [[2]],
        "targets": [[1]],
        "learning_rate": 1e200,
    }
    posted = {"experiment": huge, "iteration": 0, "loss_after": True}
    answer = client.post(json.dumps(posted))
    assert answer.status_code == 200
    assert "loss_after" not in answer.json()


@pytest.mark.parametrize("tables", [True, False])
def test_what_follows_from_a_number_of_ones_own_is_computed(client, tables):
    chain = example("two-neuron-chain").experiment
    number = {"tensor": "d_z2", "cell": [0, 0], "value": -0.5}
    posted = {"experiment": chain.to_json(), "tables": tables, "replaced": number}
    document = client.post(json.dumps(posted | {"loss_after": True})).json()
    right = trace(chain)
    values = np.array(document["values"])
    at = {name: t.view(values) for name, t in right.program.tensors.items()}
    assert document["replaced"] == number
    assert at["d_z2"].item() == -0.5
    assert at["d_W2"].item() == pytest.approx(-0.5 * right["a1"].item(), rel=1e-14)
    assert at["a2"].tobytes() == right["a2"].tobytes()
    renewed = {name: at[f"{name}'"] for name in right.program.parameters}
    again = trace(Experiment.from_json(chain.to_json() | {"parameters": _lists(renewed)}))
    assert document["loss_after"] == pytest.approx(again["E"].item(), rel=1e-14)
    assert "replaced" not in client.trace(chain.to_json()).json()


@pytest.mark.parametrize(
    ("number", "pointer", "nearest"),
    [
        ({"tensor": "d_z3"}, "/replaced/tensor", "d_z2"),
        ({"cell": [0]}, "/replaced/cell", None),
        ({"cell": [0, -1]}, "/replaced/cell/1", 0),
        ({"value": 1e300, "tensor": "a2"}, "/replaced/value", 0.490),
        ({"value": "1"}, "/replaced/value", None),
    ],
)
def test_a_number_that_fits_nowhere_is_refused(client, number, pointer, nearest):
    posted = {"experiment": example("two-neuron-chain").experiment.to_json()}
    posted["replaced"] = {"tensor": "d_z2", "cell": [0, 0], "value": 1} | number
    answer = client.post(json.dumps(posted))
    assert answer.status_code == 422
    fault = answer.json()["errors"][0]
    assert fault["pointer"] == pointer
    if isinstance(nearest, float):
        assert fault["nearest"] == pytest.approx(nearest, abs=1e-3)
    elif nearest is not None:
        assert fault["nearest"] == nearest


def _lists(parameters):
    return {name: value.tolist() for name, value in parameters.items()}
