"""Pulls over HTTP: those of the engine, and every bad order told with its place."""

import pytest

from app.schemas.explanations import Pulls
from engine import Experiment, pulls, trace

ADDRESS = "/api/v1/pulls"


@pytest.fixture
def three(small):
    return small | {"batch": 2}


def post(client, experiment, **order):
    order = {"experiment": experiment, "tensor": "W1", "cell": [0, 0], **order}
    return client.request("POST", ADDRESS, json=order)


def told(response):
    assert response.status_code == 200, response.text
    Pulls.model_validate_json(response.content)
    return response.json()


def test_each_example_of_the_batch_pulls(client, three):
    done = trace(Experiment.from_json(three), 2)
    ours = pulls(done, "W1", (1, 0))
    found = told(post(client, three, cell=[1, 0], iteration=2))
    assert found["rows"] == done.rows.tolist()
    assert found["pulls"] == ours.pulls.tolist()
    assert found["losses"] == ours.losses.tolist()
    assert found["gradient"] == done["d_W1"][1, 0]
    assert found["agreement"] == {
        "cell": ours.agreement, "parameter": ours.agreement_of_parameter,
        "all": ours.agreement_of_all,
    }  # fmt: skip


# What is wrong with an order, and its place
WRONG = {
    "no such tensor": ({"tensor": "W3"}, "/tensor"),
    "no parameter": ({"tensor": "a1"}, "/tensor"),
    "no such cell": ({"cell": [0, 2]}, "/cell/1"),
    "half a cell": ({"cell": [0]}, "/cell"),
    "iteration": ({"iteration": 10**9}, "/iteration"),
    "most": ({"most": 3}, ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_with_its_place(client, small, name):
    order, pointer = WRONG[name]
    response = post(client, small, **order)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer, response.text


@pytest.mark.parametrize("norm", [[], [{"kind": "batch_norm"}]], ids=["apart", "meeting"])
def test_examples_at_the_limit_and_one_past_it(client_with, problem, norm):
    e = {
        "layers": [{"kind": "dense", "units": 3}, *norm, {"kind": "dense", "units": 1}],
        "loss": {"kind": "mse"},
        "inputs": [[k / 100, 1.0] for k in range(100)],
        "targets": [[0.0]] * 100,
    }
    less = client_with(explain_seconds=0.0005)
    refused = problem(post(less, e), "too-much-work", "/experiment/batch")
    nearest = refused["errors"][0]["nearest"]
    assert 2 <= nearest < 100
    assert post(less, e | {"batch": nearest, "remainder": "drop"}).status_code == 200
    over = e | {"batch": nearest + 1, "remainder": "drop"}
    problem(post(less, over), "too-much-work", "/experiment/batch")
